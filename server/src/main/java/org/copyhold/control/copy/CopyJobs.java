package org.copyhold.control.copy;

import org.copyhold.control.event.Journal;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.JobTable;
import org.copyhold.control.job.Progress;
import org.copyhold.kit.Page;
import org.copyhold.kit.Slice;

import java.util.Optional;

/** Keeps the copy jobs. Thread-safe. */
public final class CopyJobs {
    private final JobTable<CopyJob> table;
    private final Acceptance acceptance;
    private final CopySources sources;

    public CopyJobs(Journal journal, Acceptance acceptance, CopySources sources) {
        this.table =
                new JobTable<>(
                        journal.database(), "copy_job", new CopyRows(), journal.events()::copyJob);
        this.acceptance = acceptance;
        this.sources = sources;
    }

    /**
     * Accepts a copy, which a worker runs later, or gives the job that the same call made before.
     * The source is looked at now; the destination when the job runs.
     *
     * @throws org.copyhold.kit.BackupException when the source is not there or cannot be copied
     */
    public CopyJob accept(CopyOrder order) {
        return acceptance.accept(JobKind.COPY, order.call(), new Intake(order));
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

    /** How far a job has come, if there is one of that id. */
    public Optional<Progress> progress(String id) {
        return find(id).map(job -> job.state().progress());
    }

    /**
     * Stores a job, whose version then is one more; joins the caller's transaction.
     *
     * @return false when the row was changed since {@code job} was read
     */
    public boolean store(CopyJob job) {
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

    /** Forgets all jobs. */
    public void clear() {
        table.clear();
    }

    private final class Intake implements Acceptance.Intake<CopyJob> {
        private final CopyOrder order;

        Intake(CopyOrder order) {
            this.order = order;
        }

        @Override
        public CopyJob create() {
            return sources.job(order);
        }

        @Override
        public void insert(CopyJob job) {
            table.insert(job);
        }

        @Override
        public CopyJob find(String id) {
            return table.find(id).orElseThrow();
        }
    }
}
