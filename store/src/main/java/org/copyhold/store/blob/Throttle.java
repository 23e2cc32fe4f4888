package org.copyhold.store.blob;

import io.github.bucket4j.Bucket;

import org.copyhold.store.Interrupted;

import java.time.Duration;

/**
 * Lets so many bytes a second pass in each direction, for all stores that share it. Thread-safe.
 */
public final class Throttle {
    private final long bytesPerSecond;
    private final Bucket reads;
    private final Bucket writes;

    /** A throttle that nothing has passed yet: the bytes of one second may pass at once. */
    public Throttle(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        this.reads = bucket(bytesPerSecond);
        this.writes = bucket(bytesPerSecond);
    }

    private static Bucket bucket(long bytesPerSecond) {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(bytesPerSecond)
                                        .refillGreedy(bytesPerSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** Waits until so many bytes may be read. */
    void read(long bytes) {
        pass(reads, bytes);
    }

    /** Waits until so many bytes may be written. */
    void write(long bytes) {
        pass(writes, bytes);
    }

    private void pass(Bucket bucket, long bytes) {
        try {
            for (long left = bytes; left > 0; left -= bytesPerSecond) {
                bucket.asBlocking().consume(Math.min(left, bytesPerSecond));
            }
        } catch (InterruptedException e) {
            throw new Interrupted();
        }
    }
}
