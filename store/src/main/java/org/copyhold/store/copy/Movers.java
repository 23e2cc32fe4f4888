package org.copyhold.store.copy;

import org.copyhold.store.Interrupted;
import org.copyhold.store.blob.Reach;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that move packs, one pack each at a time. The first failure ends all. Given work by one
 * thread.
 */
public final class Movers implements AutoCloseable {
    private final ExecutorService threads;
    private final Lock lock = new ReentrantLock();
    private final Condition allDone = lock.newCondition();
    private int pending;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /** While one thread reads, another hashes and a third waits for the disk or the network. */
    public Movers(Reach reach) {
        threads =
                Executors.newFixedThreadPool(
                        reach.transfers(),
                        Thread.ofPlatform().name("pack-mover-", 1).daemon().factory());
    }

    /** Takes a piece of work, to be begun when a thread is free. */
    public void start(Runnable work) {
        check();
        count(1);
        threads.execute(
                () -> {
                    try {
                        if (!isStopped()) {
                            work.run();
                        }
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        count(-1);
                    }
                });
    }

    /** Whether what is under way should end early. */
    public boolean isStopped() {
        return stopped || failure.get() != null;
    }

    /** Throws what went wrong, if anything did. */
    public void check() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Returns when everything started so far is done. */
    public void await() {
        lock.lock();
        try {
            while (pending > 0) {
                allDone.await();
            }
        } catch (InterruptedException e) {
            throw new Interrupted();
        } finally {
            lock.unlock();
        }
        check();
    }

    private void count(int change) {
        lock.lock();
        try {
            pending += change;
            if (pending == 0) {
                allDone.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends what is under way at its next step, without interrupting it: an interrupt would break
     * open files and connections.
     */
    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
