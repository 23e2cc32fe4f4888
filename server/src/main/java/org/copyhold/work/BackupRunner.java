package org.copyhold.work;

import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.SealedStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Optional;

/** Runs backup jobs: reads a resource and commits a recovery point of it. Thread-safe. */
public final class BackupRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(BackupRunner.class);

    private final BackupJobs jobs;
    private final Catalogue catalogue;
    private final AccountStores stores;
    private final Backup backup;
    private final ServiceClock clock;
    private final Endings endings;

    public BackupRunner(
            BackupJobs jobs,
            Catalogue catalogue,
            AccountStores stores,
            Connectors connectors,
            ServiceClock clock) {
        this.jobs = jobs;
        this.catalogue = catalogue;
        this.stores = stores;
        this.backup = new Backup(catalogue, stores, connectors, clock);
        this.clock = clock;
        this.endings = new Endings(JobKind.BACKUP, catalogue, clock);
    }

    @Override
    public JobKind kind() {
        return JobKind.BACKUP;
    }

    @Override
    public Next run(Attempt attempt) {
        var found = jobs.find(attempt.job());
        return found.isEmpty() ? Next.NOTHING : step(found.get(), attempt);
    }

    private Next step(BackupJob job, Attempt attempt) {
        var now = clock.instant();
        return switch (job.state()) {
            case BackupState.Created s when isTooLate(job, s, now) -> end(job, s.expired(now));
            case BackupState.Created s when !attempt.isLetIn() -> waits(job, s);
            case BackupState.Created s -> go(job, s.started(now), attempt);
            case BackupState.Running s when isTooLate(job, now) -> end(job, s.expired(now));
            case BackupState.Running s when !attempt.isLetIn() ->
                    again(job, s) ? waits(job, s.again()) : Next.AGAIN;
            case BackupState.Running s -> go(job, s, attempt);
            case BackupState.Aborting s -> end(job, s.aborted(now));
            case BackupState.Completed _, BackupState.Partial _ -> Next.NOTHING;
            case BackupState.Aborted _, BackupState.Failed _, BackupState.Expired _ ->
                    endings.clean(job, () -> store(job));
        };
    }

    private Next go(BackupJob job, BackupState.Running state, Attempt attempt) {
        if (!jobs.store(job.in(state))) {
            return Next.AGAIN;
        }
        var running = job.in(state).stored();
        LOG.info("backup job {} RUNNING", job.id());
        try {
            backup.carry(running, state.startedAt(), attempt, outcome(running, state, attempt));
            LOG.info("backup job {} COMPLETED", job.id());
            return Next.NOTHING;
        } catch (RuntimeException e) {
            return endings.afterwards(
                    attempt,
                    job.point(),
                    e,
                    () -> again(running, state),
                    why -> end(running, latest(running, state).failed(clock.instant(), why)));
        }
    }

    private Backup.Outcome outcome(BackupJob job, BackupState.Running state, Attempt attempt) {
        return new Backup.Outcome() {
            @Override
            public void moved(Progress progress) {
                if (!jobs.moved(job.id(), progress) || isTooLate(job, clock.instant())) {
                    attempt.interrupt(Attempt.Reason.ROW_CHANGED);
                }
            }

            @Override
            public void completed(RecoveryPoint point, Progress progress, Issues issues) {
                var done = state.completed(point.dates().completed(), progress, issues);
                catalogue.points().add(point);
                RowChanged.unless(jobs.store(job.in(done)), job.id());
                catalogue.vaults().leave(job.id());
            }
        };
    }

    private boolean again(BackupJob job, BackupState.Running state) {
        LOG.info("backup job {} CREATED: it waits again", job.id());
        return jobs.store(job.in(latest(job, state).again()));
    }

    /** Its start window counts until it has begun, its completion window always. */
    private static Next waits(BackupJob job, BackupState.Created state) {
        return new Next.Waits(
                state.beganAt() == null ? job.beginsBy() : Optional.ofNullable(job.completeBy()));
    }

    private Next end(BackupJob job, BackupState last) {
        return endings.end(job, last.name(), () -> store(job), () -> jobs.store(job.in(last)));
    }

    /** The state with the progress that the row has: it tells how far the backup came. */
    private BackupState.Running latest(BackupJob job, BackupState.Running state) {
        return jobs.find(job.id()).map(row -> state.moved(row.state().progress())).orElse(state);
    }

    private Optional<SealedStore> store(BackupJob job) {
        return stores.find(job.account(), job.region());
    }

    private static boolean isTooLate(BackupJob job, BackupState.Created state, Instant now) {
        var mayBegin = state.beganAt() != null || !now.isAfter(job.startBy());
        return !mayBegin || isTooLate(job, now);
    }

    private static boolean isTooLate(BackupJob job, Instant now) {
        return job.completeBy() != null && now.isAfter(job.completeBy());
    }
}
