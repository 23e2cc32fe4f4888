package org.copyhold.work;

import org.copyhold.control.point.DuePoints;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.vault.LockTime;
import org.copyhold.kit.Position;
import org.copyhold.kit.ServiceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes lifecycles come true: deletes recovery points that are due, and moves to cold storage those
 * that are due for that, however long the server was down. Every step is one statement, and a
 * deletion that has begun is finished by {@link PointUpkeep}; so a crash loses nothing.
 * Thread-safe.
 */
public final class LifecycleRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleRounds.class);

    /** Half of what a recovery point may be late. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final int BATCH = 100;

    private final DuePoints due;
    private final RecoveryPoints points;
    private final PointUpkeep upkeep;
    private final LockTime lockTime;
    private final ServiceClock clock;

    /** Who has asked for a round may rely on all that was due being done when it has ended. */
    private final ReentrantLock turn = new ReentrantLock();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lifecycles").factory());

    public LifecycleRounds(
            DuePoints due,
            RecoveryPoints points,
            PointUpkeep upkeep,
            LockTime lockTime,
            ServiceClock clock) {
        this.due = due;
        this.points = points;
        this.upkeep = upkeep;
        this.lockTime = lockTime;
        this.clock = clock;
    }

    /** Notes the time for locks, then goes round now and from time to time. Once only. */
    public void start() {
        lockTime.observe();
        var _ =
                thread.scheduleWithFixedDelay(
                        this::goGuarded, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Does all that is due now. What a job reads waits for that job; what lies in a store that
     * cannot be opened becomes EXPIRED and waits for the store.
     */
    public void go() {
        turn.lock();
        try {
            lockTime.observe();
            var now = clock.instant();
            var shut = new HashSet<String>();
            each(after -> due.forDeletion(now, after, BATCH), point -> delete(point, now, shut));
            each(after -> due.forCold(now, after, BATCH), point -> moveToCold(point, now));
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void delete(RecoveryPoint point, Instant now, Set<String> shut) {
        var store = point.home().account() + " " + point.home().region();
        if (shut.contains(store) || !upkeep.reaches(point)) {
            shut.add(store);
            if (due.expire(point.id(), now)) {
                LOG.warn(
                        "Recovery point {} is due for deletion, but its store cannot be opened:"
                                + " EXPIRED until it can",
                        point.arn());
            }
        } else if (due.startDeleting(point.id(), now)) {
            LOG.info("Recovery point {} has come to its end and is deleted", point.arn());
            upkeep.dispose(point);
        }
    }

    private void moveToCold(RecoveryPoint point, Instant now) {
        if (due.moveToCold(point.id(), now)) {
            LOG.info("Recovery point {} has moved to cold storage", point.arn());
        }
    }

    private void each(Function<Position, List<Position>> batches, Consumer<RecoveryPoint> step) {
        var after = DuePoints.START;
        List<Position> batch;
        do {
            batch = batches.apply(after);
            batch.forEach(found -> points.findById(found.id()).ifPresent(step));
            after = batch.isEmpty() ? after : batch.getLast();
        } while (batch.size() == BATCH && !thread.isShutdown());
    }

    private void goGuarded() {
        try {
            go();
        } catch (RuntimeException e) {
            LOG.error("Lifecycles wait; trying again in {}", INTERVAL, e);
        }
    }
}
