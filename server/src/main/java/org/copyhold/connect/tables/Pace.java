package org.copyhold.connect.tables;

import io.github.bucket4j.Bucket;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Keeps how much capacity is used a second under a limit. How much a request takes is known behind
 * it, so whoever has used too much waits until it is made up for. Thread-safe.
 */
final class Pace {
    /** Capacity is told in halves of a unit. */
    private static final int PARTS = 2;

    private final @Nullable Bucket parts;

    /**
     * @param unitsPerSecond 0 for no limit
     */
    Pace(int unitsPerSecond) {
        this.parts =
                unitsPerSecond == 0
                        ? null
                        : Bucket.builder()
                                .addLimit(
                                        it ->
                                                it.capacity((long) PARTS * unitsPerSecond)
                                                        .refillGreedy(
                                                                (long) PARTS * unitsPerSecond,
                                                                Duration.ofSeconds(1)))
                                .build();
    }

    /** Counts what was used, and waits as long as that was too much. */
    void used(double units) throws InterruptedException {
        var count = (long) Math.ceil(PARTS * units);
        if (parts != null && count > 0) {
            var nanos = parts.consumeIgnoringRateLimits(count);
            if (nanos > 0) {
                Thread.sleep(Duration.ofNanos(nanos));
            }
        }
    }
}
