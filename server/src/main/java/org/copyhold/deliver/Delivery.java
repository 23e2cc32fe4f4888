package org.copyhold.deliver;

import org.copyhold.control.event.Waiting;
import org.copyhold.control.event.WaitingEvents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Brings one sink its events, in order and at least once, on a thread of its own. What the receiver
 * has is forgotten only afterwards, so a crash in between delivers it again. Thread-safe.
 */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** A receiver that is away longer misses the oldest events. */
    private static final Duration PATIENCE = Duration.ofDays(3);

    /** As many wait for a receiver that is away, about a gigabyte; beyond that the oldest go. */
    private static final long MOST = 1_000_000;

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration FOR_THE_THREAD_TO_END = Duration.ofSeconds(2);

    private final WaitingEvents waiting;
    private final Sink sink;
    private final Backoff backoff;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread thread;

    Delivery(WaitingEvents waiting, Sink sink, Backoff backoff) {
        this.waiting = waiting;
        this.sink = sink;
        this.backoff = backoff;
    }

    /** Delivers what waits and what will come. Once only. */
    synchronized void start() {
        thread = Thread.ofVirtual().name("events-" + sink.name()).start(this::run);
    }

    /** Says that events were added and committed. */
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** Says that it is over, without waiting. */
    synchronized void stop() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        stop();
        if (thread != null) {
            try {
                thread.join(FOR_THE_THREAD_TO_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sink.close();
    }

    private void run() {
        var failures = 0;
        while (!closed) {
            try {
                var isMore = deliverSome();
                failures = 0;
                if (!isMore) {
                    rest(LOOK_AGAIN);
                }
            } catch (Undelivered e) {
                failures++;
                report(failures, String.valueOf(e.getMessage()));
                pause(failures, e.notBefore());
            } catch (RuntimeException e) {
                failures++;
                if (!closed) {
                    LOG.error("Events for {} are not delivered; trying again", sink.name(), e);
                }
                pause(failures, Duration.ZERO);
            }
        }
    }

    /** Whether there may be more. */
    private boolean deliverSome() throws Undelivered {
        news.drainPermits();
        var events = waiting.next(sink.name(), sink.atOnce());
        if (events.isEmpty()) {
            return false;
        }
        var delivered = new ArrayList<Waiting>();
        try {
            sink.deliver(events, delivered::add);
        } finally {
            waiting.delivered(delivered);
        }
        return true;
    }

    private void report(int failures, String why) {
        if (closed) {
            return;
        }
        if (failures == 1) {
            LOG.warn("Events for {} wait: {} Trying again.", sink.name(), why);
        } else {
            LOG.debug("Events for {} still wait: {}", sink.name(), why);
        }
        try {
            var lost = waiting.giveUp(sink.name(), PATIENCE, MOST);
            if (lost > 0) {
                LOG.warn(
                        "{} events for {} waited too long or were too many, and are given up. {}",
                        lost,
                        sink.name(),
                        why);
            }
        } catch (RuntimeException e) {
            LOG.error("Old events for {} could not be given up", sink.name(), e);
        }
    }

    /** Waits for new events. */
    private void rest(Duration atMost) {
        try {
            var _ = news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits whatever comes: a receiver in trouble is left alone. */
    private void pause(int failures, Duration asked) {
        if (closed) {
            return;
        }
        try {
            Thread.sleep(backoff.after(failures, asked));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
