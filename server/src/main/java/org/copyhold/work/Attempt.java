package org.copyhold.work;

import org.copyhold.control.job.Lane;
import org.copyhold.control.job.Patience;
import org.copyhold.control.job.Place;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

    private final Place place;
    private final Instant began;
    private final Function<Place, Optional<Lane>> gate;
    private final ScheduledExecutorService ticks;
    private final Thread worker = Thread.currentThread();
    private @Nullable Reason reason;
    private boolean closed;
    private @Nullable Lane full;

    /**
     * An attempt by the current thread.
     *
     * @param gate lets the job in, or tells which lane is full
     */
    Attempt(
            Place place,
            Instant began,
            Function<Place, Optional<Lane>> gate,
            ScheduledExecutorService ticks) {
        this.place = place;
        this.began = began;
        this.gate = gate;
        this.ticks = ticks;
    }

    /** The job's id. */
    public String job() {
        return place.job();
    }

    /** Whether the limits let the job run now; until then it may only be ended. */
    boolean isLetIn() {
        full = gate.apply(place).orElse(null);
        return full == null;
    }

    /** The lane that was full when it was last asked. */
    Optional<Lane> full() {
        return Optional.ofNullable(full);
    }

    /** The job's place in the queue, as it was when the attempt began. */
    Place place() {
        return place;
    }

    /** What is left of the job's patience after trouble outside. */
    Patience patience(Instant now) {
        return place.patience().after(began, now);
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
            LOG.warn("Job {}: could not record how far it has come; it goes on", place.job(), e);
        }
    }
}
