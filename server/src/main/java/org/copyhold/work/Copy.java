package org.copyhold.work;

import static org.copyhold.control.job.MessageCategory.INVALID_PARAMETERS;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Dates;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.Contents;
import org.copyhold.store.copy.CopyProgress;

import java.util.concurrent.atomic.AtomicReference;

/** Brings a recovery point into another vault and commits it there. Thread-safe. */
final class Copy {
    private static final CopyProgress NOTHING_YET = new CopyProgress(0, 0, 0);

    private final Catalogue catalogue;
    private final AccountStores stores;
    private final CopyGate gate;
    private final ServiceClock clock;

    Copy(Catalogue catalogue, AccountStores stores, CopyGate gate, ServiceClock clock) {
        this.catalogue = catalogue;
        this.stores = stores;
        this.gate = gate;
        this.clock = clock;
    }

    /** What the job's row has to say of it. */
    interface Outcome {
        /** Hears now and then how far it has come; on another thread. */
        void moved(Progress progress);

        /** The last statements of the transaction that makes the copy exist. */
        void completed(RecoveryPoint point, Progress progress, String tier);
    }

    void carry(CopyJob job, Attempt attempt, Outcome outcome) {
        var vault = enter(job);
        var source = source(job);
        gate.lifecycle(job, source);
        var from = stores.at(source.home().account(), source.home().region());
        var to = stores.at(vault.account(), vault.region());
        var work = to.begin(job.id());
        var now = new AtomicReference<>(NOTHING_YET);
        var result =
                attempt.whileTicking(
                        () -> outcome.moved(progress(requireNonNull(now.get()))),
                        () -> to.copy(work, from, source.id(), now::set));
        var sourceKey = catalogue.vaults().findById(source.home().vaultId()).orElseThrow().key();
        var contents = new Contents.Copied(from, source.id(), AccountStores.key(sourceKey));
        var made = made(job, vault);
        to.commit(
                work,
                Labels.newPoint(made, vault, contents),
                catalogue.joined(
                        () ->
                                outcome.completed(
                                        made, progress(result.progress()), result.tier().name())));
    }

    private Vault enter(CopyJob job) {
        var vault = gate.destination(job);
        if (!catalogue.vaults().enter(vault.id(), job.id())) {
            throw CopyGate.noVault(job);
        }
        return vault;
    }

    private RecoveryPoint source(CopyJob job) {
        return catalogue
                .points()
                .findById(job.source().pointId())
                .filter(point -> point.status() == PointStatus.COMPLETED)
                .orElseThrow(
                        () ->
                                new JobFailed(
                                        INVALID_PARAMETERS,
                                        "Copy job failed because recovery point "
                                                + job.source().point()
                                                + " has been deleted."));
    }

    /** The copy, with what its source has now: tags and lifecycle may have changed meanwhile. */
    private RecoveryPoint made(CopyJob job, Vault vault) {
        var source = source(job);
        var origin = source.origin();
        return new RecoveryPoint(
                job.copyId(),
                job.copy(),
                MadePoint.home(vault),
                new Origin(
                        origin.resource(),
                        origin.resourceType(),
                        origin.resourceName(),
                        job.roleArn(),
                        job.source().vault()),
                new Dates(source.dates().created(), job.createdAt(), clock.instant()),
                source.sizeBytes(),
                source.metadata(),
                RecoveryPoint.State.initial(gate.lifecycle(job, source), source.tags()));
    }

    private static Progress progress(CopyProgress now) {
        return new Progress(
                now.bytesWanted() + now.bytesSkipped(),
                now.bytesMoved(),
                now.bytesSkipped(),
                now.bytesMoved());
    }
}
