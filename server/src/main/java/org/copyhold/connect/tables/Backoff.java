package org.copyhold.connect.tables;

import java.time.Duration;

/**
 * How long a table that gives less than is asked of it is waited for.
 *
 * @param first the first pause; each is twice as long as the one before
 * @param longest no pause is longer
 * @param pauses how many there are without anything given meanwhile
 */
record Backoff(Duration first, Duration longest, int pauses) {
    /** About three minutes, behind what the client tries by itself. */
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20), 15);

    /** A new wait. */
    Wait begin() {
        return new Wait();
    }

    /** One wait. Not thread-safe. */
    final class Wait {
        private Duration pause = first;
        private int done;

        /** Pauses, unless that has been done often enough; answers whether to try again. */
        boolean again() throws InterruptedException {
            if (done++ == pauses) {
                return false;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(longest) > 0 ? longest : pause.multipliedBy(2);
            return true;
        }

        /** Something was given: the wait begins anew. */
        void progressed() {
            pause = first;
            done = 0;
        }
    }
}
