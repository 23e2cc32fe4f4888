package org.copyhold.store.sweep;

import org.copyhold.store.index.PackRow;

/** Counts what a collection does. Used by one thread. */
final class Gains {
    private long packsFreed;
    private long bytesFreed;
    private long packsCompacted;
    private long bytesCompacted;
    private long bytesRewritten;

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

    CollectionReport report() {
        return new CollectionReport(
                packsFreed, bytesFreed, packsCompacted, bytesCompacted, bytesRewritten);
    }
}
