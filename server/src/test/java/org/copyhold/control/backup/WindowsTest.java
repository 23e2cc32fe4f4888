package org.copyhold.control.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.BackupException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class WindowsTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void bothWindowsCountFromTheCall() {
        var windows = new Windows(HOUR, HOUR.multipliedBy(3));

        assertThat(windows.startBy(CREATED)).isEqualTo(CREATED.plus(HOUR));
        assertThat(windows.completeBy(CREATED)).contains(CREATED.plus(HOUR.multipliedBy(3)));
        assertThat(new Windows(HOUR, null).completeBy(CREATED)).isEmpty();
    }

    @Test
    void anHourIsEnoughAndLessIsNot() {
        assertThat(new Windows(HOUR, HOUR).start()).isEqualTo(HOUR);
        refused("StartWindowMinutes 59", () -> new Windows(HOUR.minusMinutes(1), null));
        refused("CompleteWindowMinutes 59", () -> new Windows(HOUR, HOUR.minusMinutes(1)));
    }

    @Test
    void aCenturyIsEnoughAndMoreIsNot() {
        var longest = Duration.ofDays(36_500);

        assertThat(new Windows(longest, null).start()).isEqualTo(longest);
        refused("between 60 and 52560000 minutes", () -> new Windows(longest.plusMinutes(1), null));
    }

    private static void refused(String message, Runnable made) {
        assertThatThrownBy(made::run)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.message()).contains(message));
    }
}
