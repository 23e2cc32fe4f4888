package org.copyhold.store.sweep;

/**
 * What a collection did, or would do.
 *
 * @param packsFreed packs of which nothing was needed
 * @param bytesFreed how long they were
 * @param packsCompacted packs of which less than half was needed
 * @param bytesCompacted how long they were
 * @param bytesRewritten how much of them was needed, and lies in new packs
 * @param packsKept packs that would have gone, or been compacted, and that the storage keeps: they
 *     go when their time has come
 * @param bytesKept how much of them is not needed
 */
public record CollectionReport(
        long packsFreed,
        long bytesFreed,
        long packsCompacted,
        long bytesCompacted,
        long bytesRewritten,
        long packsKept,
        long bytesKept) {
    /** By how much the store is smaller. */
    public long bytesGained() {
        return bytesFreed + bytesCompacted - bytesRewritten;
    }
}
