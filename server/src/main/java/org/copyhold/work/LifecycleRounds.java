package org.copyhold.work;

import org.copyhold.control.point.DuePoints;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.LockTime;
import org.copyhold.kit.Position;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.Interrupted;
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
 * that are due for that, however long the server was down. Every step is one statement, a deletion
 * that has begun is finished by {@link PointUpkeep}, and a move by the next round; so a crash loses
 * nothing. Deletions do not wait for moves, which may take hours. Thread-safe.
 */
public final class LifecycleRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleRounds.class);

    /** Half of what a recovery point may be late. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final Duration FOR_THE_LAST_MOVE_TO_END = Duration.ofSeconds(2);
    private static final int BATCH = 100;

    private final DuePoints due;
    private final PointUpkeep upkeep;
    private final ColdMoves cold;
    private final LockTime lockTime;
    private final ServiceClock clock;

    /** Who has asked for a round may rely on all that was due being done when it has ended. */
    private final ReentrantLock turn = new ReentrantLock();

    private final ReentrantLock coldTurn = new ReentrantLock();

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("lifecycles-", 0).factory());

    public LifecycleRounds(
            DuePoints due,
            PointUpkeep upkeep,
            ColdMoves cold,
            LockTime lockTime,
            ServiceClock clock) {
        this.due = due;
        this.upkeep = upkeep;
        this.cold = cold;
        this.lockTime = lockTime;
        this.clock = clock;
    }

    /** Notes the time for locks, then goes round now and from time to time. Once only. */
    public void start() {
        lockTime.observe();
        schedule(this::delete);
        schedule(this::moveToCold);
    }

    private void schedule(Runnable round) {
        var _ =
                threads.scheduleWithFixedDelay(
                        () -> guarded(round), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Does all that is due now. What a job reads waits for that job; what lies in a store that
     * cannot be opened becomes EXPIRED and waits for the store.
     */
    public void go() {
        delete();
        moveToCold();
    }

    private void delete() {
        turn.lock();
        try {
            lockTime.observe();
            var now = clock.instant();
            var shut = new HashSet<String>();
            each(after -> due.forDeletion(now, after, BATCH), point -> delete(point, now, shut));
        } finally {
            turn.unlock();
        }
    }

    private void moveToCold() {
        coldTurn.lock();
        try {
            var now = clock.instant();
            cold.begin();
            each(after -> due.forCold(now, after, BATCH), point -> cold.move(point, now));
            if (!threads.isShutdown()) {
                cold.end();
            }
        } finally {
            coldTurn.unlock();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(
                    FOR_THE_LAST_MOVE_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("A move to cold storage is cut short; the next start goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private void each(Function<Position, List<Position>> batches, Consumer<RecoveryPoint> step) {
        var after = DuePoints.START;
        List<Position> batch;
        do {
            batch = batches.apply(after);
            batch.forEach(found -> due.find(found.id()).ifPresent(step));
            after = batch.isEmpty() ? after : batch.getLast();
        } while (batch.size() == BATCH && !threads.isShutdown());
    }

    private void guarded(Runnable round) {
        try {
            round.run();
        } catch (Interrupted e) {
            LOG.debug("A round was cut short; the next start goes on with it", e);
        } catch (RuntimeException e) {
            if (!threads.isShutdown()) {
                LOG.error("Lifecycles wait; trying again in {}", INTERVAL, e);
            }
        }
    }
}
