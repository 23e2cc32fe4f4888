package org.copyhold.work;

import org.copyhold.control.copy.Copied;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyRules;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Failure;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.SealedStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** Runs copy jobs: brings a recovery point into another vault. Thread-safe. */
public final class CopyRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(CopyRunner.class);

    private final CopyJobs jobs;
    private final Catalogue catalogue;
    private final AccountStores stores;
    private final Copy copy;
    private final ServiceClock clock;
    private final Endings endings;

    public CopyRunner(
            CopyJobs jobs,
            Catalogue catalogue,
            AccountStores stores,
            CopyRules rules,
            ServiceClock clock) {
        this.jobs = jobs;
        this.catalogue = catalogue;
        this.stores = stores;
        this.copy = new Copy(catalogue, stores, rules, clock);
        this.clock = clock;
        this.endings = new Endings(JobKind.COPY, catalogue, clock);
    }

    @Override
    public JobKind kind() {
        return JobKind.COPY;
    }

    @Override
    public Next run(Attempt attempt) {
        var found = jobs.find(attempt.job());
        return found.isEmpty() ? Next.NOTHING : step(found.get(), attempt);
    }

    private Next step(CopyJob job, Attempt attempt) {
        return switch (job.state()) {
            case CopyState.Created _ when !attempt.isLetIn() -> new Next.Waits(job.beginsBy());
            case CopyState.Created s -> go(job, s.started(clock.instant()), attempt);
            case CopyState.Running s when !attempt.isLetIn() ->
                    waits(job, s) ? new Next.Waits(job.beginsBy()) : Next.AGAIN;
            case CopyState.Running s -> go(job, s.resumed(), attempt);
            case CopyState.Completed _, CopyState.Partial _ -> Next.NOTHING;
            case CopyState.Failed _ -> endings.clean(job, () -> destination(job));
        };
    }

    private Next go(CopyJob job, CopyState.Running state, Attempt attempt) {
        if (!jobs.store(job.in(state))) {
            return Next.AGAIN;
        }
        var running = job.in(state).stored();
        LOG.info("copy job {} RUNNING", job.id());
        try {
            copy.carry(running, attempt, outcome(running, state, attempt));
            LOG.info("copy job {} COMPLETED", job.id());
            return Next.NOTHING;
        } catch (RuntimeException e) {
            return endings.afterwards(
                    attempt,
                    job.source().point(),
                    e,
                    () -> waits(running, state),
                    why -> fail(running, why));
        }
    }

    private Copy.Outcome outcome(CopyJob job, CopyState.Running state, Attempt attempt) {
        var pace = new Pace(System::nanoTime);
        return new Copy.Outcome() {
            @Override
            public void moved(Progress progress) {
                if (!jobs.moved(job.id(), progress, pace.after(progress.movedBytes()))) {
                    attempt.interrupt(Attempt.Reason.ROW_CHANGED);
                }
            }

            @Override
            public void completed(RecoveryPoint point, Copied copied, Progress progress) {
                var done = state.completed(point.dates().completed(), copied, progress);
                catalogue.points().add(point);
                jobs.made(job);
                RowChanged.unless(jobs.store(job.in(done)), job.id());
                catalogue.vaults().leave(job.id());
            }
        };
    }

    private boolean waits(CopyJob job, CopyState.Running state) {
        var latest = state.moved(jobs.progress(job.id()).orElse(state.progress()));
        LOG.info("copy job {} CREATED: it waits again", job.id());
        return jobs.store(job.in(latest.again()));
    }

    /** The newest progress stays in the row: it tells how far the copy came. */
    private Next fail(CopyJob job, Failure why) {
        var progress = jobs.progress(job.id()).orElse(Progress.NONE);
        var failed = new CopyState.Failed(clock.instant(), why, progress);
        return endings.end(
                job, failed.name(), () -> destination(job), () -> jobs.store(job.in(failed)));
    }

    /** A destination that the job was not let into has nothing of it, and must not be touched. */
    private Optional<SealedStore> destination(CopyJob job) {
        return catalogue
                .vaults()
                .written(job.id())
                .flatMap(vault -> stores.find(vault.account(), vault.region()));
    }
}
