package org.copyhold.control.backup;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.event.Journal;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.Families;
import org.copyhold.control.job.Family;
import org.copyhold.control.job.JobCount;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.JobQueue;
import org.copyhold.control.job.JobTable;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.Tally;
import org.copyhold.control.point.Composites;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.kit.Slice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the backup jobs. Thread-safe. */
public final class BackupJobs {
    private static final Logger LOG = LoggerFactory.getLogger(BackupJobs.class);

    private final JobTable<BackupJob> table;
    private final Families<BackupJob> families;
    private final Acceptance acceptance;
    private final BackupSubjects subjects;
    private final JobQueue queue;
    private final ServiceClock clock;

    public BackupJobs(
            Journal journal,
            Acceptance acceptance,
            BackupSubjects subjects,
            JobQueue queue,
            ServiceClock clock) {
        this.table =
                new JobTable<>(
                        journal.database(),
                        "backup_job",
                        new BackupRows(),
                        journal.events()::backupJob);
        this.families =
                new Families<>(
                        journal.database(),
                        "backup_job",
                        table,
                        new BackupParents(
                                new Composites(journal), new JobLog(journal.database()), clock));
        this.acceptance = acceptance;
        this.subjects = subjects;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Accepts a backup, which a worker runs later, or gives the job that the same call made before.
     *
     * @throws org.copyhold.kit.BackupException when vault, resource or role is not there
     */
    public BackupJob accept(BackupOrder order) {
        return acceptance.accept(JobKind.BACKUP, order.call(), new Intake(order));
    }

    /** The job of that id, if an account has it in a Region. */
    public Optional<BackupJob> find(String account, String region, String id) {
        return table.find(account, region, id);
    }

    /** The job of that id. */
    public Optional<BackupJob> find(String id) {
        return table.find(id);
    }

    /** An account's jobs in a Region, newest first. */
    public Slice<BackupJob> list(String account, String region, BackupFilter filter, Page page) {
        return table.list(filter.conditions(account, region), page);
    }

    /**
     * Lets a job end without a recovery point: at once when it has not begun, otherwise as soon as
     * its worker sees it. A parent's children are stopped so; it is PARTIAL when one had completed.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when it has ended
     */
    public void stop(BackupJob job) {
        var found = job;
        var stopped = tryStop(found);
        while (stopped.isEmpty()) {
            found = table.find(job.id()).orElseThrow();
            stopped = tryStop(found);
        }
        for (var one : stopped) {
            LOG.info("backup job {} {}", one.id(), one.state().name());
            queue.nudge(JobKind.BACKUP, one);
        }
    }

    /** How far the children of a parent are. */
    public Tally tally(BackupJob parent) {
        return families.tally(parent.id());
    }

    /**
     * Stores a job, whose version then is one more, and brings its parent to where its children
     * then are; joins the caller's transaction.
     *
     * @return false when the row was changed since {@code job} was read
     */
    public boolean store(BackupJob job) {
        return families.store(job);
    }

    /**
     * Stores how far a running job has come; its state and version stay.
     *
     * @return false when it is not running any more
     */
    public boolean moved(String id, Progress progress) {
        return table.moved(id, progress);
    }

    /** Counts an account's jobs in a Region that were created in a period. */
    public List<JobCount> count(String account, String region, Instant from, Instant to) {
        return table.count(account, region, from, to);
    }

    /**
     * Forgets jobs that ended before a time; joins the caller's transaction.
     *
     * @return their ids, {@code atMost} at most
     */
    public List<String> forget(Instant before, int atMost) {
        return table.forget(before, JobKind.BACKUP.task(), atMost);
    }

    /** Forgets all jobs. */
    public void clear() {
        table.clear();
    }

    /** Those that were stopped; none when a row was changed meanwhile, and nothing is done. */
    private List<BackupJob> tryStop(BackupJob job) {
        var running = job.kinship().isParent() ? waitingOrRunning(job) : List.of(job);
        var stopped =
                (running.isEmpty() ? List.of(job) : running).stream().map(this::stopped).toList();
        return families.storeAll(stopped) ? stopped : List.of();
    }

    private List<BackupJob> waitingOrRunning(BackupJob parent) {
        return families.children(parent.id()).stream()
                .filter(
                        child ->
                                switch (child.state()) {
                                    case BackupState.Created _,
                                            BackupState.Running _,
                                            BackupState.Aborting _ ->
                                            true;
                                    default -> false;
                                })
                .toList();
    }

    private BackupJob stopped(BackupJob job) {
        var next =
                switch (job.state()) {
                    case BackupState.Created s -> s.aborted(clock.instant());
                    case BackupState.Running s -> s.aborting();
                    case BackupState.Aborting s -> s;
                    case BackupState.Aborted _,
                            BackupState.Completed _,
                            BackupState.Partial _,
                            BackupState.Failed _,
                            BackupState.Expired _ ->
                            throw INVALID_REQUEST.with(
                                    "Backup job %s has ended (%s) and cannot be stopped."
                                            .formatted(job.id(), job.state().name()));
                };
        return job.in(next);
    }

    private final class Intake implements Acceptance.Intake<BackupJob> {
        private final BackupOrder order;

        Intake(BackupOrder order) {
            this.order = order;
        }

        @Override
        public Family<BackupJob> create() {
            return subjects.family(order);
        }

        @Override
        public void insert(Family<BackupJob> family) {
            family.all().forEach(table::insert);
        }

        @Override
        public BackupJob find(String id) {
            return table.find(id).orElseThrow();
        }
    }
}
