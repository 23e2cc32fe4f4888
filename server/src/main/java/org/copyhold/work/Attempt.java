package org.copyhold.work;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One worker's try at one job. Whoever wants it to end interrupts it with a reason; the worker then
 * sees some exception and asks for the reason. Thread-safe.
 */
public final class Attempt implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** Why an attempt is interrupted. */
    public enum Reason {
        /** The process ends; the job goes on at the next start. */
        SHUTDOWN,
        /** The job's row says something new. */
        ROW_CHANGED,
        /** The job is to be forgotten. */
        DROPPED
    }

    private final String job;
    private final ScheduledExecutorService ticks;
    private final Thread worker = Thread.currentThread();
    private @Nullable Reason reason;
    private boolean closed;

    /** An attempt by the current thread. */
    Attempt(String job, ScheduledExecutorService ticks) {
        this.job = job;
        this.ticks = ticks;
    }

    /** The job's id. */
    public String job() {
        return job;
    }

    /** Interrupts the worker; the first reason stays. */
    public synchronized void interrupt(Reason why) {
        if (!closed && reason == null) {
            reason = why;
            worker.interrupt();
        }
    }

    /**
     * Why the worker was interrupted, if it was. From then on nothing interrupts it, so that it can
     * put things in order.
     */
    public synchronized Optional<Reason> reason() {
        if (reason != null && Thread.currentThread().equals(worker)) {
            Thread.interrupted();
        }
        return Optional.ofNullable(reason);
    }

    /** Does the work, and beside it something else each second. */
    public <T> T whileTicking(Runnable tick, Supplier<T> work) {
        var ticking = ticks.scheduleWithFixedDelay(() -> guarded(tick), 1, 1, TimeUnit.SECONDS);
        try {
            return work.get();
        } finally {
            ticking.cancel(false);
        }
    }

    /** Ends the attempt: nothing interrupts its thread any more. */
    @Override
    public synchronized void close() {
        closed = true;
        Thread.interrupted();
    }

    private void guarded(Runnable tick) {
        try {
            tick.run();
        } catch (RuntimeException e) {
            LOG.warn("Job {}: could not record how far it has come; it goes on", job, e);
        }
    }
}
