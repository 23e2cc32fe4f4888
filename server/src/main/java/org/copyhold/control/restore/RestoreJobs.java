package org.copyhold.control.restore;

import org.copyhold.control.event.Journal;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.Family;
import org.copyhold.control.job.JobCount;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.JobTable;
import org.copyhold.control.job.Progress;
import org.copyhold.kit.Page;
import org.copyhold.kit.Slice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the restore jobs. Thread-safe. */
public final class RestoreJobs {
    private final JobTable<RestoreJob> table;
    private final Acceptance acceptance;
    private final RestoreSources sources;

    public RestoreJobs(Journal journal, Acceptance acceptance, RestoreSources sources) {
        this.table =
                new JobTable<>(
                        journal.database(),
                        "restore_job",
                        new RestoreRows(),
                        journal.events()::restoreJob);
        this.acceptance = acceptance;
        this.sources = sources;
    }

    /**
     * Accepts a restore, which a worker runs later, or gives the job that the same call made
     * before.
     *
     * @throws org.copyhold.kit.BackupException when the recovery point is not there, or the
     *     metadata cannot be followed
     */
    public RestoreJob accept(RestoreRequest request) {
        return acceptance.accept(JobKind.RESTORE, request.call(), new Intake(request));
    }

    /** The job of that id, if an account has it in a Region. */
    public Optional<RestoreJob> find(String account, String region, String id) {
        return table.find(account, region, id);
    }

    /** The job of that id. */
    public Optional<RestoreJob> find(String id) {
        return table.find(id);
    }

    /** An account's jobs in a Region, newest first. */
    public Slice<RestoreJob> list(String account, String region, JobFilter filter, Page page) {
        return table.list(filter.conditions(account, region), page);
    }

    /**
     * Stores a job, whose version then is one more; joins the caller's transaction.
     *
     * @return false when the row was changed since {@code job} was read
     */
    public boolean store(RestoreJob job) {
        return table.store(job);
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
        return table.forget(before, JobKind.RESTORE.task(), atMost);
    }

    /** Forgets all jobs. */
    public void clear() {
        table.clear();
    }

    private final class Intake implements Acceptance.Intake<RestoreJob> {
        private final RestoreRequest request;

        Intake(RestoreRequest request) {
            this.request = request;
        }

        @Override
        public Family<RestoreJob> create() {
            return Family.of(sources.job(request));
        }

        @Override
        public void insert(Family<RestoreJob> family) {
            table.insert(family.head());
        }

        @Override
        public RestoreJob find(String id) {
            return table.find(id).orElseThrow();
        }
    }
}
