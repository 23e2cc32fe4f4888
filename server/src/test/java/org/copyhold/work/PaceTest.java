package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PaceTest {
    private long now;
    private final Pace pace = new Pace(() -> now);

    @Test
    void nothingMovedIsNoPace() {
        assertThat(pace.after(0)).isZero();
        assertThat(after(1, 0)).isZero();
    }

    @Test
    void thePaceIsThatOfTheLastSeconds() {
        long bytes = 0;
        for (int second = 0; second < 60; second++) {
            bytes += 1_000;
            after(1, bytes);
        }
        assertThat(after(1, bytes + 1_000)).isEqualTo(1_000);
        for (int second = 0; second < 30; second++) {
            bytes += 10;
            after(1, bytes + 1_000);
        }
        assertThat(after(1, bytes + 1_010)).isEqualTo(10);
    }

    @Test
    void whatComesInLumpsIsSpreadOverTheWindow() {
        for (int second = 1; second < 40; second++) {
            after(1, second / 10 * 100L);
        }
        assertThat(after(1, 400)).isBetween(5L, 15L);
    }

    @Test
    void aPauseLongerThanTheWindowIsNoPace() {
        after(1, 500);
        assertThat(after(60, 500)).isZero();
        assertThat(after(60, 500)).isZero();
    }

    private long after(long seconds, long bytes) {
        now += Duration.ofSeconds(seconds).toNanos();
        return pace.after(bytes);
    }
}
