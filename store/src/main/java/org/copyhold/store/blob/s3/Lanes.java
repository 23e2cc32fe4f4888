package org.copyhold.store.blob.s3;

import org.copyhold.store.Interrupted;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests are under way at once: more while the endpoint keeps up, half as many when it
 * asks for less; never more than so many bytes. Thread-safe.
 */
final class Lanes {
    /** Requests under way at most. */
    static final int MOST = 32;

    private static final int AT_FIRST = 8;
    private static final long BUDGET_BYTES = 256L << 20;

    /** Smooth requests, a round of all lanes or so, before one lane more is opened. */
    private static final int A_ROUND = 16;

    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private int limit = AT_FIRST;
    private int busy;
    private long bytesBusy;
    private int smooth;

    /** Waits for a lane; it must be left again. */
    void enter(long bytes) {
        lock.lock();
        try {
            while (busy >= limit || (busy > 0 && bytesBusy + bytes > BUDGET_BYTES)) {
                room.await();
            }
            busy++;
            bytesBusy += bytes;
        } catch (InterruptedException e) {
            throw new Interrupted();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leaves a lane.
     *
     * @param crowded whether the endpoint did not keep up
     */
    void leave(long bytes, boolean crowded) {
        lock.lock();
        try {
            busy--;
            bytesBusy -= bytes;
            if (crowded) {
                limit = Math.max(1, limit / 2);
                smooth = 0;
            } else if (++smooth >= A_ROUND) {
                limit = Math.min(MOST, limit + 1);
                smooth = 0;
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int limit() {
        lock.lock();
        try {
            return limit;
        } finally {
            lock.unlock();
        }
    }
}
