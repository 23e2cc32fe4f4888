package org.copyhold.store.copy;

import java.util.function.Consumer;

/** Counts what a copy does and tells of it. Thread-safe. */
public final class Tally {
    private final Consumer<CopyProgress> listener;
    private long wanted;
    private long moved;
    private long skipped;
    private long serverSide;
    private long serverSidePacks;
    private long wholePacks;
    private int leaves;
    private int leavesRead;
    private boolean walking;

    /** Counts nothing yet. */
    public Tally(Consumer<CopyProgress> listener) {
        this.listener = listener;
    }

    /** So many bytes more are to be moved. */
    public synchronized void wanted(long bytes) {
        wanted += bytes;
    }

    /** So many bytes more are there already. */
    public synchronized void skipped(long bytes) {
        skipped += bytes;
    }

    /** So many bytes that were to be moved turn out to be there already. */
    public synchronized void unwanted(long bytes) {
        wanted -= bytes;
        skipped += bytes;
    }

    /** Pages down to the leaves are read; so many of those come now. */
    public synchronized void leaves(int count) {
        leaves = count;
        walking = true;
    }

    /** So many leaves more are read. Tells the listener, one call at a time. */
    public synchronized void read(int count) {
        leavesRead += count;
        listener.accept(progress());
    }

    /** Tells the listener, one call at a time. */
    public synchronized void moved(long bytes) {
        moved += bytes;
        listener.accept(progress());
    }

    /** So many bytes, counted as moved soon, went from store to store by themselves. */
    synchronized void serverSide(long bytes) {
        serverSide += bytes;
        serverSidePacks++;
    }

    synchronized void wholePack() {
        wholePacks++;
    }

    /** All that was counted. */
    public synchronized CopyProgress progress() {
        return new CopyProgress(wanted, moved, skipped, serverSide, lookedAt());
    }

    private double lookedAt() {
        return leavesRead < leaves ? (double) leavesRead / leaves : walking ? 1 : 0;
    }

    synchronized long serverSidePacks() {
        return serverSidePacks;
    }

    synchronized long wholePacks() {
        return wholePacks;
    }
}
