package org.copyhold.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.copyhold.control.job.Job;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.JobQueue;
import org.copyhold.control.job.Limits;
import org.copyhold.control.job.Place;
import org.copyhold.control.job.QueuedJobs;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Runs queued jobs, each when the limits let it in and one of the workers is free. One process
 * works on a database: the lock on the data folder sees to that, and so whatever is marked as begun
 * at the start was begun by a process that is dead. Thread-safe.
 */
public final class Workers implements JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private static final String NODE = "copyhold";
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration TO_UNWIND = Duration.ofSeconds(8);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Database database;
    private final QueuedJobs queued;
    private final ServiceClock clock;
    private final int atOnce;
    private final Admission admission;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("job-progress").factory());
    private volatile @Nullable Scheduler scheduler;
    private volatile Attempt.@Nullable Reason ending;

    /**
     * Workers who run nothing yet.
     *
     * @param limits what may run beside what
     * @param atOnce how many jobs run at once at most
     */
    public Workers(Database database, ServiceClock clock, Limits limits, int atOnce) {
        this.database = database;
        this.queued = new QueuedJobs(database);
        this.clock = clock;
        this.atOnce = atOnce;
        this.admission = new Admission(database, queued, limits, this::check);
    }

    /** Takes back what a dead process had begun, then takes jobs as they come. Once only. */
    public void start(List<? extends Runner> runners) {
        var released = queued.release();
        if (released > 0) {
            LOG.info("Going on with {} interrupted jobs", released);
        }
        var tasks = runners.stream().map(this::task).toList();
        var started =
                Scheduler.create(database.writes(), List.copyOf(tasks))
                        .schedulerName(new SchedulerName.Fixed(NODE))
                        .jdbcCustomization(new MillisInstants())
                        .clock(clock::instant)
                        .threads(atOnce)
                        .pollingInterval(POLL)
                        .shutdownMaxWait(TO_UNWIND)
                        .failureLogging(LogLevel.ERROR, true)
                        .build();
        scheduler = started;
        admission.start();
        started.start();
    }

    /** Interrupts what runs; all of it goes on at the next start. Returns within {@code atMost}. */
    public void stop(Duration atMost) {
        ending = Attempt.Reason.SHUTDOWN;
        var running = scheduler;
        if (running == null) {
            return;
        }
        attempts.values().forEach(attempt -> attempt.interrupt(Attempt.Reason.SHUTDOWN));
        var stopping = Thread.ofPlatform().daemon().name("stop-workers").start(running::stop);
        try {
            if (!stopping.join(atMost)) {
                LOG.warn(
                        "Jobs {} did not stop within {}; they go on at the next start all the same",
                        attempts.keySet(),
                        atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ticks.shutdownNow();
        admission.stop();
    }

    /** Empties the queue, and fails what runs. Returns when nothing runs any more. */
    public void drop() {
        ending = Attempt.Reason.DROPPED;
        try {
            while (isBusyAfterDeletingQueued()) {
                attempts.values().forEach(attempt -> attempt.interrupt(Attempt.Reason.DROPPED));
                pause();
            }
            admission.clear();
        } finally {
            ending = null;
        }
    }

    /**
     * Runs what became due behind {@code since} by the service's clock, and waits until it has run.
     */
    public void runDue(Instant since) {
        var until = clock.instant();
        wake();
        while (queued.countDue(since, until) > 0) {
            pause();
        }
    }

    @Override
    public void add(JobKind kind, Job job) {
        admission.add(kind, job, clock.instant());
    }

    @Override
    public void undone(Job job) {
        admission.leave(job.id());
    }

    @Override
    public void wake() {
        check();
    }

    @Override
    public void nudge(JobKind kind, Job job) {
        var attempt = attempts.get(job.id());
        if (attempt == null) {
            queued.hurry(kind, job.id(), clock.instant());
            admission.leave(job.id());
            check();
        } else {
            attempt.interrupt(Attempt.Reason.ROW_CHANGED);
        }
    }

    private void check() {
        var running = scheduler;
        if (running != null) {
            running.triggerCheckForDueExecutions();
        }
    }

    private Task<Void> task(Runner runner) {
        return Tasks.custom(runner.kind().task(), Void.class)
                .onDeadExecution(
                        (complete, operations) -> {
                            // Its heartbeat looks old when the clock was advanced: it runs still.
                            var job = complete.getExecution().taskInstance.getId();
                            if (!attempts.containsKey(job)) {
                                operations.reschedule(complete, clock.instant());
                            }
                        })
                .onFailure(
                        (complete, operations) ->
                                operations.reschedule(
                                        complete, clock.instant().plus(AFTER_TROUBLE)))
                .execute((instance, _) -> run(runner, instance.getId()));
    }

    private CompletionHandler<Void> run(Runner runner, String job) {
        var place = queued.find(runner.kind(), job);
        if (place.isEmpty()) {
            return (_, operations) -> operations.remove();
        }
        try (var attempt = new Attempt(place.get(), clock.instant(), admission::enter, ticks)) {
            attempts.put(job, attempt);
            var why = ending;
            if (why != null) {
                attempt.interrupt(why);
            }
            return completion(attempt, guarded(runner, attempt));
        } finally {
            attempts.remove(job);
        }
    }

    private static Next guarded(Runner runner, Attempt attempt) {
        try {
            return runner.run(attempt);
        } catch (RuntimeException e) {
            if (attempt.reason().isPresent() || e instanceof RowChanged) {
                return Next.AGAIN;
            }
            LOG.error(
                    "{} job {}: trouble around it; trying again in {}",
                    runner.kind().label(),
                    attempt.job(),
                    AFTER_TROUBLE,
                    e);
            return new Next.Later(AFTER_TROUBLE, attempt.place().patience());
        }
    }

    private CompletionHandler<Void> completion(Attempt attempt, Next next) {
        return (complete, operations) -> {
            var place = attempt.place();
            switch (next) {
                case Next.Done _ -> {
                    operations.remove();
                    admission.leave(place.job());
                }
                case Next.Again _ -> {
                    operations.reschedule(complete, clock.instant());
                    if (ending == null) {
                        check();
                    }
                }
                case Next.Later later -> {
                    var at = clock.instant().plus(later.in());
                    database.write(
                            _ -> {
                                operations.reschedule(complete, at);
                                queued.set(place, Place.LATER, later.patience());
                                return at;
                            });
                    admission.leave(place.job());
                }
                case Next.Waits waits -> {
                    var lane = attempt.full().orElseThrow();
                    database.write(
                            _ -> {
                                operations.reschedule(complete, QueuedJobs.due(waits.beginsBy()));
                                queued.set(place, lane.text(), place.patience());
                                return lane;
                            });
                    admission.waits(lane);
                }
            }
        };
    }

    private boolean isBusyAfterDeletingQueued() {
        queued.removeWaiting();
        return !attempts.isEmpty() || queued.count() > 0;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for jobs", e);
        }
    }
}
