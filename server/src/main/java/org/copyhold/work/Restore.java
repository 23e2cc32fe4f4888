package org.copyhold.work;

import static org.copyhold.control.job.MessageCategory.INVALID_PARAMETERS;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Restoring;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.restore.RestoreJob;
import org.copyhold.control.vault.InaccessibleKey;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.OpenedPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.read.PointReader;
import org.copyhold.store.read.ReadOptions;
import org.copyhold.store.read.StoredEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicLong;

/** Makes a resource, or items in one, from a recovery point. Thread-safe. */
final class Restore {
    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

    private final Catalogue catalogue;
    private final AccountStores stores;
    private final RestoreOrders orders;
    private final ServiceClock clock;

    Restore(Catalogue catalogue, AccountStores stores, RestoreOrders orders, ServiceClock clock) {
        this.catalogue = catalogue;
        this.stores = stores;
        this.orders = orders;
        this.clock = clock;
    }

    /** What the job's row has to say of it. */
    interface Outcome {
        /** Hears now and then how far it has come; on another thread. */
        void moved(Progress progress);

        /** The last statements of the transaction that makes the new resource known. */
        void completed(Arn created, Progress progress, Issues issues);
    }

    void carry(RestoreJob job, Attempt attempt, Outcome outcome) {
        try {
            make(job, point(job), attempt, outcome);
        } catch (StoreException.OutcomeUnknown e) {
            throw e;
        } catch (StoreException | HalfMade e) {
            // What a restore reads goes with its recovery point: then that is why.
            var _ = point(job);
            throw e;
        }
    }

    private void make(RestoreJob job, RecoveryPoint point, Attempt attempt, Outcome outcome) {
        var vault = catalogue.vaults().findById(point.home().vaultId()).orElseThrow();
        if (vault.isKeyDisabled() || !stores.isAccessible(vault.key())) {
            throw new JobFailed(
                    INVALID_PARAMETERS, "Restore job failed. " + InaccessibleKey.MESSAGE);
        }
        var keys = catalogue.keys(vault);
        var source =
                stores.reading(
                        point,
                        store -> {
                            var work = store.begin(job.id());
                            return new Source(store, work, store.unlock(work, point.id(), keys));
                        });
        var problems = new Problems(catalogue.log(), job.id(), clock);
        try (var restoring = orders.restoring(job, problems)) {
            var wanted = source.opened().tree().logicalBytes();
            var made = new AtomicLong();
            attempt.whileTicking(
                    () -> outcome.moved(progress(wanted, made.get())),
                    () -> makeOrTell(source, restoring, made));
            problems.flush();
            var issues = problems.issues("could not be restored as they were");
            complete(
                    source.store(),
                    source.work(),
                    job,
                    restoring,
                    () ->
                            outcome.completed(
                                    restoring.created().arn(),
                                    progress(made.get(), made.get()),
                                    issues));
        }
    }

    /** A recovery point that was opened, and the job's work on its store. */
    private record Source(SealedStore store, Work work, OpenedPoint opened) {}

    /** Connectors tell what is left with their own trouble; of a store's they do not know. */
    private static Restoring makeOrTell(Source source, Restoring restoring, AtomicLong made) {
        try {
            return makeAll(source.store(), source.opened(), restoring, made);
        } catch (StoreException e) {
            throw restoring
                    .leavesBehind()
                    .<RuntimeException>map(it -> new HalfMade(it, e))
                    .orElse(e);
        }
    }

    /** Removes what the attempts of a job have made that failed for good. */
    void takeBack(RestoreJob job) {
        try (var restoring = orders.restoring(job, (_, _) -> {})) {
            restoring.abandon();
        } catch (ConnectorException | BackupException e) {
            LOG.warn("restore job {}: what it made could not be removed", job.id(), e);
        }
    }

    private RecoveryPoint point(RestoreJob job) {
        return catalogue
                .points()
                .findById(job.source().pointId())
                .filter(point -> point.status().isWhole())
                .orElseThrow(
                        () ->
                                new JobFailed(
                                        INVALID_PARAMETERS,
                                        "Restore job failed because recovery point "
                                                + job.source().point()
                                                + " has been deleted."));
    }

    /** Makes everything that is wanted of an opened recovery point. */
    static Restoring makeAll(
            SealedStore store, OpenedPoint opened, Restoring restoring, AtomicLong made) {
        do {
            try (var reader =
                    new PointReader(
                            store.blobs(),
                            store.index(),
                            opened.tree(),
                            restoring::wants,
                            ReadOptions.DEFAULT)) {
                for (var entry = reader.next(); entry != null; entry = reader.next()) {
                    make(entry, restoring, made);
                }
            }
        } while (restoring.again());
        restoring.finish();
        return restoring;
    }

    private static void make(StoredEntry entry, Restoring restoring, AtomicLong made) {
        var before = made.get();
        restoring.make(
                entry.path(),
                entry.metadata(),
                entry.size(),
                () -> {
                    var piece = piece(entry);
                    if (piece != null) {
                        made.addAndGet(piece.bytes().length);
                    }
                    return piece;
                });
        made.set(before + entry.size());
    }

    private static Restoring.@Nullable Piece piece(StoredEntry entry) {
        var piece = entry.next();
        return piece == null ? null : new Restoring.Piece(piece.at(), piece.bytes());
    }

    private void complete(
            SealedStore store, Work work, RestoreJob job, Restoring restoring, Runnable last) {
        store.end(
                work,
                catalogue.joined(
                        () -> {
                            if (restoring.isNew()) {
                                declare(
                                        Connectors.declared(
                                                restoring.created(), job.account(), job.region()));
                            }
                            last.run();
                        }));
    }

    /** Two jobs may have been told to make a resource of one name: the second has come too late. */
    private void declare(DeclaredResource made) {
        var there = catalogue.resources().find(made.arn()).orElse(null);
        if (there != null && !there.substance().equals(made.substance())) {
            throw new JobFailed(
                    INVALID_PARAMETERS,
                    "Restore job failed because %s has been declared meanwhile, as %s. Name another one."
                            .formatted(made.arn(), there.substance().text()));
        }
        catalogue.resources().add(made);
    }

    private static Progress progress(long wanted, long made) {
        return new Progress(wanted, made, 0, 0);
    }
}
