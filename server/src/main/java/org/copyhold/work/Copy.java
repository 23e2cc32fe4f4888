package org.copyhold.work;

import static org.copyhold.control.job.MessageCategory.INVALID_PARAMETERS;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.copy.Copied;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyRules;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Dates;
import org.copyhold.control.point.Lineage;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.InaccessibleKey;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.Contents;
import org.copyhold.store.Reencryption;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.copy.CopyProgress;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.copy.ReadBack;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Brings a recovery point into another vault and commits it there. Thread-safe. */
final class Copy {
    private final Catalogue catalogue;
    private final AccountStores stores;
    private final CopyRules rules;
    private final ServiceClock clock;
    private final Protection protection;

    Copy(Catalogue catalogue, AccountStores stores, CopyRules rules, ServiceClock clock) {
        this.catalogue = catalogue;
        this.stores = stores;
        this.rules = rules;
        this.clock = clock;
        this.protection = new Protection(catalogue.vaults(), clock);
    }

    /** What the job's row has to say of it. */
    interface Outcome {
        /** Hears now and then how far it has come; on another thread. */
        void moved(Progress progress);

        /** The last statements of the transaction that makes the copy exist. */
        void completed(RecoveryPoint point, Copied copied, Progress progress);
    }

    void carry(CopyJob job, Attempt attempt, Outcome outcome) {
        var plan = enter(job);
        requireKeys(plan);
        try {
            make(job, plan, attempt, outcome);
        } catch (StoreException.OutcomeUnknown e) {
            throw e;
        } catch (StoreException e) {
            // What a copy reads goes with its source: then that is why, wherever it was missed.
            var now = plan(job);
            if (e instanceof StoreException.Locked) {
                requireKeys(now);
            }
            throw e;
        }
    }

    private void make(CopyJob job, PlannedCopy plan, Attempt attempt, Outcome outcome) {
        var vault = requireNonNull(plan.destinationVault());
        var source = plan.source();
        var to = stores.at(vault.account(), vault.region());
        var work = to.begin(job.id());
        var now = new AtomicReference<>(CopyProgress.NONE);
        var brought =
                attempt.whileTicking(
                        () -> outcome.moved(progress(requireNonNull(now.get()))),
                        () ->
                                readBack(
                                        job,
                                        to,
                                        work,
                                        bring(plan, new Into(to, work, vault), now::set)));
        var result = brought.result();
        var record = catalogue.record(vault);
        var made = made(job, plan(job), vault);
        catalogue.underKey(
                record,
                () ->
                        to.commit(
                                work,
                                Labels.newPoint(
                                                made,
                                                vault,
                                                record,
                                                lineage(job),
                                                brought.contents())
                                        .kept(protection.of(made)),
                                catalogue.joined(
                                        () -> {
                                            hold(plan);
                                            catalogue.confirmKey(record, job.id());
                                            outcome.completed(
                                                    made,
                                                    unchanged(job, made, result),
                                                    all(source, result));
                                        })));
    }

    /** A key may be kept elsewhere, and be disabled there without anyone's telling this server. */
    private void requireKeys(PlannedCopy plan) {
        var source = plan.sourceVault();
        var destination = requireNonNull(plan.destinationVault());
        if (!stores.isAccessible(source.key())) {
            throw new JobFailed(INVALID_PARAMETERS, InaccessibleKey.ofSource(source));
        }
        if (!stores.isAccessible(destination.key())) {
            throw new JobFailed(INVALID_PARAMETERS, InaccessibleKey.MESSAGE);
        }
    }

    private record Into(SealedStore store, Work work, Vault vault) {}

    /** What a copy has brought, and how it is to be committed. */
    private record Brought(CopyResult result, Contents contents) {}

    private Brought bring(PlannedCopy plan, Into into, Consumer<CopyProgress> progress) {
        var from = stores.of(plan.source());
        var point = plan.source().id();
        var keys = catalogue.keys(plan.sourceVault());
        if (!plan.reencrypts()) {
            var result = into.store().copy(into.work(), from, point, progress);
            return new Brought(result, new Contents.Copied(from, point, keys));
        }
        var account = into.vault().account();
        var done =
                new Reencryption(into.store(), into.work(), stores.dedupDomain(account))
                        .copy(
                                new Reencryption.Source(from, point, keys),
                                into.vault().id(),
                                progress);
        return new Brought(
                done.result(),
                new Contents.Ingested(stores.domain(account), done.tree(), done.metadata()));
    }

    private static Brought readBack(CopyJob job, SealedStore to, Work work, Brought brought) {
        if (!job.options().readsBack()) {
            return brought;
        }
        var packs = new ReadBack(to.blobs(), to.index()).run(work);
        return new Brought(brought.result().readBack(packs), brought.contents());
    }

    private static Lineage lineage(CopyJob job) {
        return new Lineage(job.source().pointId(), job.id(), job.createdAt());
    }

    /** What is judged last stays as it is until the copy exists; held in the order of deletions. */
    private void hold(PlannedCopy plan) {
        catalogue.points().hold(plan.source().id());
        catalogue
                .vaults()
                .hold(plan.sourceVault().id(), requireNonNull(plan.destinationVault()).id());
    }

    /**
     * Judges once more, in the transaction that makes the copy exist: what holds then counts, and a
     * copy whose tags or lifecycle have just become others is made again with those.
     */
    private Copied unchanged(CopyJob job, RecoveryPoint made, CopyResult result) {
        var plan = plan(job);
        RowChanged.unless(
                plan.lifecycle().equals(made.lifecycle())
                        && plan.source().tags().equals(made.tags()),
                job.id());
        return new Copied(
                made.home().encryptionKeyArn(),
                made.lifecycle(),
                requireNonNull(plan.destinationVault()).lock() != null,
                result.tier().name());
    }

    /**
     * All that a copy was about. What lies below pages that the destination was known to have is
     * not counted frame by frame: the recovery point's own size stands for it.
     */
    private static Progress all(RecoveryPoint source, CopyResult result) {
        var counted = result.progress();
        var moved = counted.bytesMoved();
        var skipped =
                result.sawAll()
                        ? counted.bytesSkipped()
                        : Math.max(counted.bytesSkipped(), source.sizeBytes() - moved);
        return new Progress(moved + skipped, moved, skipped, moved, counted.bytesServerSide());
    }

    private PlannedCopy enter(CopyJob job) {
        var plan = plan(job);
        var vault = plan.destinationVault();
        if (vault == null || !catalogue.vaults().enter(vault.id(), job.id())) {
            throw new JobFailed(
                    INVALID_PARAMETERS,
                    "Copy job failed because backup vault "
                            + job.destination()
                            + " does not exist.");
        }
        return plan;
    }

    /** The copy as it would be made now; a job that may not make it fails. */
    private PlannedCopy plan(CopyJob job) {
        var plan =
                rules.plans()
                        .of(job)
                        .filter(it -> it.source().status() != PointStatus.DELETING)
                        .orElseThrow(() -> sourceGone(job));
        rules.gates()
                .judge(plan)
                .ifPresent(
                        why -> {
                            throw new JobFailed(why.category(), why.message());
                        });
        return plan;
    }

    private static JobFailed sourceGone(CopyJob job) {
        return new JobFailed(
                INVALID_PARAMETERS,
                "Copy job failed because recovery point "
                        + job.source().point()
                        + " has been deleted.");
    }

    /** The copy, with what its source has now: tags and lifecycle may have changed meanwhile. */
    private RecoveryPoint made(CopyJob job, PlannedCopy plan, Vault vault) {
        var source = plan.source();
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
                RecoveryPoint.State.initial(
                        plan.lifecycle(), source.tags(), job.kinship().composition()));
    }

    private static Progress progress(CopyProgress now) {
        return new Progress(
                now.bytesExpected(),
                now.bytesMoved(),
                now.bytesSkipped(),
                now.bytesMoved(),
                now.bytesServerSide());
    }
}
