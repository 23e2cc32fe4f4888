package org.copyhold.control.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

class PatienceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void pausesDoubleUpToTenMinutes() {
        var pauses = new ArrayList<Long>();
        var patience = Patience.NONE;
        for (int i = 0; i < 9; i++) {
            patience = patience.after(START, START);
            pauses.add(patience.pause().toSeconds());
        }

        assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L, 600L);
    }

    @Test
    void aJobIsGivenUpTwoHoursAfterTheFirstTrouble() {
        var now = START;
        var patience = Patience.NONE.after(START, now);
        while (!patience.isOver(now)) {
            now = now.plus(patience.pause());
            patience = patience.after(now, now);
        }

        assertThat(Duration.between(START, now)).isBetween(hours(2), hours(2).plusMinutes(10));
        assertThat(patience.tries()).isGreaterThan(15);
    }

    @Test
    void troubleAfterLongWorkIsANewTrouble() {
        var first = Patience.NONE.after(START, START);
        var later = START.plus(hours(5));

        var second = first.after(later.minusSeconds(601), later);

        assertThat(second).isEqualTo(new Patience(later, 1));
        assertThat(second.isOver(later)).isFalse();
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
