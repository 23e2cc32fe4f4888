package org.copyhold.store.copy;

import java.util.function.Consumer;

/** Counts what a copy does and tells of it. Thread-safe. */
final class Tally {
    private final Consumer<CopyProgress> listener;
    private long wanted;
    private long moved;
    private long skipped;
    private long wholePacks;

    Tally(Consumer<CopyProgress> listener) {
        this.listener = listener;
    }

    synchronized void wanted(long bytes) {
        wanted += bytes;
    }

    synchronized void skipped(long bytes) {
        skipped += bytes;
    }

    /** Tells the listener, one call at a time. */
    synchronized void moved(long bytes) {
        moved += bytes;
        listener.accept(progress());
    }

    synchronized void wholePack() {
        wholePacks++;
    }

    synchronized CopyProgress progress() {
        return new CopyProgress(wanted, moved, skipped);
    }

    synchronized long wholePacks() {
        return wholePacks;
    }
}
