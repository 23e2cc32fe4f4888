package org.copyhold.control.copy;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.LIMIT_EXCEEDED;

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
import org.copyhold.control.job.Ticket;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the copy jobs. Thread-safe. */
public final class CopyJobs {
    private static final Logger LOG = LoggerFactory.getLogger(CopyJobs.class);

    private final Database database;
    private final JobTable<CopyJob> table;
    private final Families<CopyJob> families;
    private final MadeCopies made;
    private final Acceptance acceptance;
    private final CopySources sources;
    private final JobQueue queue;
    private final ServiceClock clock;

    public CopyJobs(
            Journal journal,
            Acceptance acceptance,
            CopySources sources,
            JobQueue queue,
            ServiceClock clock) {
        this.database = journal.database();
        this.made = new MadeCopies(database);
        this.table =
                new JobTable<>(
                        journal.database(), "copy_job", new CopyRows(), journal.events()::copyJob);
        this.families =
                new Families<>(
                        database,
                        "copy_job",
                        table,
                        new CopyParents(sources.points(), made, new JobLog(database), clock));
        this.acceptance = acceptance;
        this.sources = sources;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Accepts a copy, which a worker runs later, or gives the job that the same call made before.
     * The source is looked at now; the destination when the job runs.
     *
     * @throws org.copyhold.kit.BackupException when the source is not there or cannot be copied, or
     *     LimitExceededException when too many wait
     */
    public CopyJob accept(CopyOrder order) {
        return acceptance.accept(JobKind.COPY, order.call(), new Intake(order));
    }

    /**
     * Accepts a copy unless there is one of that recovery point in that vault, or a job that waits
     * or runs to make it: then that job is told of.
     *
     * @throws org.copyhold.kit.BackupException when the source is not there or cannot be copied
     */
    public Ticket acceptOnce(CopyOrder order) {
        return acceptance.acceptOnce(
                JobKind.COPY, order.callOnce(), new Intake(order), made::standing);
    }

    /** Remembers that a job's copy is there; joins the transaction that adds it. */
    public void made(CopyJob job) {
        made.add(job);
    }

    /** The job of that id, if an account has it in a Region. */
    public Optional<CopyJob> find(String account, String region, String id) {
        return table.find(account, region, id);
    }

    /** The job of that id. */
    public Optional<CopyJob> find(String id) {
        return table.find(id);
    }

    /** An account's jobs in a Region, newest first. */
    public Slice<CopyJob> list(String account, String region, CopyFilter filter, Page page) {
        return table.list(filter.conditions(account, region), page);
    }

    /**
     * Ends a job that has not ended: it is FAILED when this returns, and no copy of it ever
     * appears. What it brought already its worker takes back. A parent's children are ended so, all
     * at once; it is PARTIAL when one had completed before.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when it has ended
     */
    public void stop(CopyJob job) {
        var found = job;
        var stopped = tryStop(found);
        while (stopped.isEmpty()) {
            found = table.find(job.id()).orElseThrow();
            stopped = tryStop(found);
        }
        for (var one : stopped) {
            LOG.info("copy job {} FAILED: stopped by user", one.id());
            queue.nudge(JobKind.COPY, one);
        }
    }

    /** How far the children of a parent are. */
    public Tally tally(CopyJob parent) {
        return families.tally(parent.id());
    }

    /** How far a job has come, if there is one of that id. */
    public Optional<Progress> progress(String id) {
        return find(id).map(job -> job.state().progress());
    }

    /**
     * Stores a job, whose version then is one more, and brings its parent to where its children
     * then are; joins the caller's transaction.
     *
     * @return false when the row was changed since {@code job} was read
     */
    public boolean store(CopyJob job) {
        return families.store(job);
    }

    /**
     * Stores how far a running job has come, and how fast; its state and version stay.
     *
     * @param bytesPerSecond of late; 0 when that is not known
     * @return false when it is not running any more
     */
    public boolean moved(String id, Progress progress, long bytesPerSecond) {
        return database.write(
                handle ->
                        table.moved(id, progress)
                                && handle.createUpdate(
                                                        """
                                                        update copy_job
                                                        set bytes_per_second = :rate
                                                        where id = :id
                                                        """)
                                                .bind("rate", bytesPerSecond)
                                                .bind("id", id)
                                                .execute()
                                        == 1);
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
        return table.forget(before, JobKind.COPY.task(), atMost);
    }

    /** Forgets all jobs. */
    public void clear() {
        table.clear();
    }

    /** Those that were stopped; none when a row was changed meanwhile, and nothing is done. */
    private List<CopyJob> tryStop(CopyJob job) {
        var running = job.kinship().isParent() ? waitingOrRunning(job) : List.of(job);
        var stopped =
                (running.isEmpty() ? List.of(job) : running).stream().map(this::stopped).toList();
        return families.storeAll(stopped) ? stopped : List.of();
    }

    private List<CopyJob> waitingOrRunning(CopyJob parent) {
        return families.children(parent.id()).stream()
                .filter(
                        child ->
                                child.state() instanceof CopyState.Created
                                        || child.state() instanceof CopyState.Running)
                .toList();
    }

    private CopyJob stopped(CopyJob job) {
        var stopped =
                switch (job.state()) {
                    case CopyState.Created s -> s.stopped(clock.instant());
                    case CopyState.Running s -> s.stopped(clock.instant());
                    case CopyState.Completed _, CopyState.Partial _, CopyState.Failed _ ->
                            throw INVALID_REQUEST.with(
                                    "Copy job %s has ended (%s) and cannot be stopped."
                                            .formatted(job.id(), job.state().name()));
                };
        return job.in(stopped);
    }

    private void checkRoom(CopyJob job) {
        var most = sources.mostWaiting();
        if (most > 0 && table.hasMany(job.account(), job.region(), job.state().name(), most)) {
            throw LIMIT_EXCEEDED.with(
                    "%d copy jobs of account %s wait in %s, and no more may. Try again when some have run."
                            .formatted(most, job.account(), job.region()));
        }
    }

    private final class Intake implements Acceptance.Intake<CopyJob> {
        private final CopyOrder order;

        Intake(CopyOrder order) {
            this.order = order;
        }

        @Override
        public Family<CopyJob> create() {
            return sources.family(order);
        }

        @Override
        public void insert(Family<CopyJob> family) {
            checkRoom(family.head());
            family.all().forEach(table::insert);
        }

        @Override
        public CopyJob find(String id) {
            return table.find(id).orElseThrow();
        }
    }
}
