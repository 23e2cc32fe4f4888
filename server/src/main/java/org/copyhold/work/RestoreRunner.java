package org.copyhold.work;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Progress;
import org.copyhold.control.restore.RestoreJob;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.kit.Arn;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.SealedStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** Runs restore jobs: makes a resource from a recovery point. Thread-safe. */
public final class RestoreRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreRunner.class);

    private final RestoreJobs jobs;
    private final AccountStores stores;
    private final Restore restore;
    private final ServiceClock clock;
    private final Endings endings;

    public RestoreRunner(
            RestoreJobs jobs,
            Catalogue catalogue,
            AccountStores stores,
            RestoreOrders orders,
            ServiceClock clock) {
        this.jobs = jobs;
        this.stores = stores;
        this.restore = new Restore(catalogue, stores, orders, clock);
        this.clock = clock;
        this.endings = new Endings(JobKind.RESTORE, catalogue, clock);
    }

    @Override
    public JobKind kind() {
        return JobKind.RESTORE;
    }

    @Override
    public Next run(Attempt attempt) {
        var found = jobs.find(attempt.job());
        return found.isEmpty() ? Next.NOTHING : step(found.get(), attempt);
    }

    private Next step(RestoreJob job, Attempt attempt) {
        return switch (job.state()) {
            case RestoreState.Pending s -> go(job, s.started(clock.instant()), attempt);
            case RestoreState.Running s -> go(job, s, attempt);
            case RestoreState.Completed _ -> Next.NOTHING;
            case RestoreState.Failed _ -> endings.clean(job, () -> store(job));
        };
    }

    private Next go(RestoreJob job, RestoreState.Running state, Attempt attempt) {
        if (!jobs.store(job.in(state))) {
            return Next.AGAIN;
        }
        var running = job.in(state).stored();
        LOG.info("restore job {} RUNNING", job.id());
        try {
            restore.carry(running, attempt, outcome(running, state, attempt));
            LOG.info("restore job {} COMPLETED", job.id());
            return Next.NOTHING;
        } catch (RuntimeException e) {
            return endings.afterwards(
                    attempt,
                    job.source().point(),
                    e,
                    () -> again(running, state),
                    why -> fail(running, state, why));
        }
    }

    private Restore.Outcome outcome(RestoreJob job, RestoreState.Running state, Attempt attempt) {
        return new Restore.Outcome() {
            @Override
            public void moved(Progress progress) {
                if (!jobs.moved(job.id(), progress)) {
                    attempt.interrupt(Attempt.Reason.ROW_CHANGED);
                }
            }

            @Override
            public void completed(Arn created, Progress progress, Issues issues) {
                var done = state.completed(clock.instant(), created, progress, issues);
                RowChanged.unless(jobs.store(job.in(done)), job.id());
            }
        };
    }

    private Next fail(RestoreJob job, RestoreState.Running state, Failure why) {
        restore.takeBack(job);
        var latest = latest(job, state);
        var failed = latest.failed(clock.instant(), why);
        return endings.end(job, failed.name(), () -> store(job), () -> jobs.store(job.in(failed)));
    }

    /** What the attempt made goes: the next one makes it anew. */
    private boolean again(RestoreJob job, RestoreState.Running state) {
        LOG.info("restore job {} PENDING: it waits again", job.id());
        return jobs.store(job.in(latest(job, state).again()));
    }

    private RestoreState.Running latest(RestoreJob job, RestoreState.Running state) {
        return jobs.find(job.id()).map(row -> state.moved(row.state().progress())).orElse(state);
    }

    private Optional<SealedStore> store(RestoreJob job) {
        return stores.find(job.account(), job.region());
    }
}
