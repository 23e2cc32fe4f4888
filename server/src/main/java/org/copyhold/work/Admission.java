package org.copyhold.work;

import org.copyhold.control.job.Job;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Lane;
import org.copyhold.control.job.Limits;
import org.copyhold.control.job.Place;
import org.copyhold.control.job.QueuedJobs;
import org.copyhold.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets jobs run as far as the limits allow, in the order in which they were accepted. A job that
 * may not run waits in the table for the first of its lanes that is full, costs nothing there, and
 * is let in when that lane has room again. Who runs is counted in memory; the table alone tells it
 * after a crash. Thread-safe.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final int BATCH = 100;

    private final Database database;
    private final QueuedJobs queued;
    private final Lanes lanes;
    private final Runnable wake;

    /** Lanes to be looked at soon. */
    private final Set<Lane> due = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("admission").factory());

    /**
     * Nobody is let in yet.
     *
     * @param wake tells workers that jobs were let in
     */
    Admission(Database database, QueuedJobs queued, Limits limits, Runnable wake) {
        this.database = database;
        this.queued = queued;
        this.lanes = new Lanes(limits);
        this.wake = wake;
    }

    /** Counts who was let in before, and lets in who waits, should limits be others now. */
    void start() {
        queued.letIn().forEach(lanes::keep);
        queued.waitedFor().forEach(this::look);
    }

    /** Queues a job; joins the caller's transaction. */
    void add(JobKind kind, Job job, Instant now) {
        var place = Place.of(kind, job, now);
        var full = lanes.enter(place);
        queued.add(full.map(place::waitingFor).orElse(place), job.beginsBy());
        // The lane may have got room meanwhile, when nobody could see yet that the job waits for
        // it.
        full.ifPresent(lane -> database.afterCommit(() -> lookUnlessFull(lane)));
    }

    /** Lets a job in that a worker has, or tells which lane is full. */
    Optional<Lane> enter(Place place) {
        var full = lanes.enter(place);
        if (full.isEmpty() && place.waitsFor() != null) {
            queued.set(place, null, place.patience());
        }
        return full;
    }

    /** Lets a job wait that a worker had; the worker's transaction is committed. */
    void waits(Lane lane) {
        lookUnlessFull(lane);
    }

    /** Says that a job does not run any more; whoever waited for its lanes is let in. */
    void leave(String job) {
        lanes.leave(job).forEach(this::look);
    }

    /** Forgets everybody; the table was emptied. */
    void clear() {
        lanes.clear();
    }

    void stop() {
        thread.shutdownNow();
    }

    private void lookUnlessFull(Lane lane) {
        if (lanes.room(lane) > 0) {
            look(lane);
        }
    }

    private void look(Lane lane) {
        if (!thread.isShutdown() && due.add(lane)) {
            thread.execute(() -> letInGuarded(lane));
        }
    }

    private void letInGuarded(Lane lane) {
        due.remove(lane);
        try {
            letInAll(lane);
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("Jobs wait for {}; looking again in {}", lane.text(), AFTER_TROUBLE, e);
                var _ =
                        thread.schedule(
                                () -> letInGuarded(lane),
                                AFTER_TROUBLE.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }
    }

    private void letInAll(Lane lane) {
        var heads = heads(lane);
        while (!heads.isEmpty()) {
            letIn(heads);
            wake.run();
            heads = heads(lane);
        }
        lanes.opened(lane);
        if (lanes.room(lane) > 0 && !queued.waiting(lane, 1).isEmpty()) {
            look(lane);
        }
    }

    private List<Place> heads(Lane lane) {
        var room = Math.min(lanes.room(lane), BATCH);
        return room == 0 ? List.of() : queued.waiting(lane, room);
    }

    private void letIn(List<Place> heads) {
        var others = new ArrayList<Lane>();
        try {
            database.write(
                    _ -> {
                        heads.forEach(head -> letIn(head, others));
                        return heads;
                    });
        } catch (RuntimeException e) {
            heads.forEach(head -> leave(head.job()));
            throw e;
        }
        others.forEach(this::lookUnlessFull);
    }

    private void letIn(Place head, List<Lane> others) {
        var full = lanes.enterInTurn(head).orElse(null);
        if (full == null) {
            if (!queued.letIn(head)) {
                others.addAll(lanes.leave(head.job()));
            }
        } else if (!full.text().equals(head.waitsFor())) {
            queued.move(head, full);
            others.add(full);
        }
    }
}
