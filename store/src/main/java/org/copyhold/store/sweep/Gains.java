package org.copyhold.store.sweep;

import org.copyhold.store.index.PackRow;

/** Counts what a collection does. Used by one thread. */
final class Gains {
    private long packsFreed;
    private long bytesFreed;
    private long packsCompacted;
    private long bytesCompacted;
    private long bytesRewritten;
    private long packsKept;
    private long bytesKept;

    /** A pack of which nothing was needed. */
    void freed(PackRow pack) {
        packsFreed++;
        bytesFreed += pack.bytes();
    }

    /** A pack of which so much was needed. */
    void compacted(PackRow pack, long needed) {
        packsCompacted++;
        bytesCompacted += pack.bytes();
        bytesRewritten += needed;
    }

    /** A pack of which so much, less than half of it, was needed, and that the storage keeps. */
    void kept(PackRow pack, long needed) {
        packsKept++;
        bytesKept += pack.bytes() - needed;
    }

    CollectionReport report() {
        return new CollectionReport(
                packsFreed,
                bytesFreed,
                packsCompacted,
                bytesCompacted,
                bytesRewritten,
                packsKept,
                bytesKept);
    }
}
