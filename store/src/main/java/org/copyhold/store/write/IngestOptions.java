package org.copyhold.store.write;

/**
 * How much an ingest may take.
 *
 * @param threads threads that seal, at least 1
 * @param bytesInFlight bytes of content in memory at a time, at least 16 MiB
 */
public record IngestOptions(int threads, long bytesInFlight) {
    /** One thread a core, 64 MiB. */
    public static final IngestOptions DEFAULT =
            new IngestOptions(Runtime.getRuntime().availableProcessors(), 64L << 20);

    public IngestOptions {
        if (threads < 1 || bytesInFlight < 16 << 20) {
            throw new IllegalArgumentException(
                    "An ingest needs a thread and 16 MiB, not "
                            + threads
                            + " and "
                            + bytesInFlight);
        }
    }
}
