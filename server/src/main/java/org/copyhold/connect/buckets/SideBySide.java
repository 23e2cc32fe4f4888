package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Requests under way at once, as many as there are connections and as much memory as they may hold
 * together. Whatever ends one of them, an {@link Error} too, ends the rest and is told: nothing
 * that was not done counts as done.
 */
final class SideBySide implements AutoCloseable {
    private static final int MOST_BYTES = 128 << 20;
    private static final int UNIT = 64 << 10;
    private static final Duration TO_END = Duration.ofMinutes(1);

    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    BucketClients.CONNECTIONS, Thread.ofVirtual().name("bucket-", 0).factory());
    private final Semaphore room = new Semaphore(MOST_BYTES / UNIT);
    private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();

    /**
     * Begins a task, once there is room for it.
     *
     * @param bytes what it holds, at most 128 MiB
     * @throws RuntimeException that of a task that failed
     */
    void run(int bytes, Runnable task) {
        rethrow();
        var units = bytes / UNIT + 1;
        try {
            room.acquire(units);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
        threads.execute(
                () -> {
                    try {
                        if (failed.get() == null) {
                            task.run();
                        }
                    } catch (Throwable e) {
                        failed.compareAndSet(null, e);
                    } finally {
                        room.release(units);
                    }
                });
    }

    /** Waits until all tasks have ended well. */
    void finish() {
        threads.shutdown();
        try {
            while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
                rethrow();
            }
        } catch (InterruptedException e) {
            throw stopped(e);
        }
        rethrow();
    }

    /** Throws what ended a task, if one failed. */
    void rethrow() {
        switch (failed.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException("A request was not carried out", e);
        }
    }

    /** Begins no more, and waits a while for those that have begun. */
    void stop() {
        threads.shutdownNow();
        try {
            var _ = threads.awaitTermination(TO_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private static ConnectorException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ConnectorException("The job was stopped.", true, e);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
