package org.copyhold.store.read;

/**
 * How much a reader may take.
 *
 * @param threads threads that read and open, at least 1
 * @param bytesInFlight bytes of content fetched ahead, at least 16 MiB
 */
public record ReadOptions(int threads, long bytesInFlight) {
    /** One thread a core, 48 MiB. */
    public static final ReadOptions DEFAULT =
            new ReadOptions(Runtime.getRuntime().availableProcessors(), 48L << 20);

    public ReadOptions {
        if (threads < 1 || bytesInFlight < 16 << 20) {
            throw new IllegalArgumentException(
                    "A reader needs a thread and 16 MiB, not " + threads + " and " + bytesInFlight);
        }
    }
}
