package org.copyhold.store.sweep;

/**
 * What a collection did, or would do.
 *
 * @param packsFreed packs of which nothing was needed
 * @param bytesFreed how long they were
 * @param packsCompacted packs of which less than half was needed
 * @param bytesCompacted how long they were
 * @param bytesRewritten how much of them was needed, and lies in new packs
 */
public record CollectionReport(
        long packsFreed,
        long bytesFreed,
        long packsCompacted,
        long bytesCompacted,
        long bytesRewritten) {
    /** By how much the store is smaller. */
    public long bytesGained() {
        return bytesFreed + bytesCompacted - bytesRewritten;
    }
}
