package org.copyhold.work;

import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Resource;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Dates;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.InaccessibleKey;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Work;
import org.copyhold.store.tree.BaseEntry;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.write.Ingest;
import org.copyhold.store.write.IngestOptions;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;

/** Carries a resource into a store and commits a recovery point of it. Thread-safe. */
final class Backup {
    private final Catalogue catalogue;
    private final AccountStores stores;
    private final Connectors connectors;
    private final ServiceClock clock;
    private final Protection protection;

    Backup(Catalogue catalogue, AccountStores stores, Connectors connectors, ServiceClock clock) {
        this.catalogue = catalogue;
        this.stores = stores;
        this.connectors = connectors;
        this.clock = clock;
        this.protection = new Protection(catalogue.vaults(), clock);
    }

    /** What the job's row has to say of it. */
    interface Outcome {
        /** Hears now and then how far it has come; on another thread. */
        void moved(Progress progress);

        /** The last statements of the transaction that makes the recovery point exist. */
        void completed(RecoveryPoint point, Progress progress, Issues issues);
    }

    /** Backs up, for a job that began at {@code startedAt}. */
    void carry(BackupJob job, Instant startedAt, Attempt attempt, Outcome outcome) {
        var vault = enter(job);
        var problems = new Problems(catalogue.log(), job.id(), clock);
        var resource = resource(job);
        var connector = connectors.of(job.subject().type());
        var facts = new BackupFacts(clock.machineInstant(), connector.restoreMetadata(resource));
        var store = stores.at(job.account(), job.region());
        var work = store.begin(job.id());
        try (var reading = connector.read(resource, job.options(), problems);
                var ingest = ingest(job, store, work);
                var base =
                        PriorPoint.open(store, work, resource.arn(), catalogue, problems)
                                .orElse(null)) {
            var expected = base == null ? 0 : base.sizeBytes();
            var tree =
                    attempt.whileTicking(
                            () -> outcome.moved(progress(ingest, expected)),
                            () -> take(reading, base, ingest));
            if (base != null) {
                base.tellTrouble(problems);
            }
            problems.flush();
            var dates = new Dates(startedAt, job.createdAt(), clock.instant());
            var made = new MadePoint(job, vault, dates, facts, tree);
            var all = progress(ingest, tree.logicalBytes());
            var issues = problems.issues("could not be backed up as they were");
            var record = catalogue.record(vault);
            catalogue.underKey(
                    record,
                    () ->
                            store.commit(
                                    work,
                                    made.forStore(record, stores.domain(job.account()))
                                            .kept(protection.of(made.point())),
                                    catalogue.joined(
                                            () -> {
                                                catalogue.confirmKey(record, job.id());
                                                requireKey(
                                                        catalogue
                                                                .vaults()
                                                                .findById(vault.id())
                                                                .orElseThrow());
                                                outcome.completed(made.point(), all, issues);
                                            })));
        }
    }

    private Vault enter(BackupJob job) {
        var id = job.target().vaultId();
        var isThere = catalogue.vaults().enter(id, job.id());
        var vault = isThere ? catalogue.vaults().findById(id).orElse(null) : null;
        if (vault == null) {
            throw new JobFailed(
                    MessageCategory.INVALID_PARAMETERS,
                    "Backup job failed because backup vault "
                            + job.target().vault()
                            + " does not exist.");
        }
        var lock = vault.lock();
        if (lock != null && !lock.admits(job.lifecycle().deleteAfterDays())) {
            throw new JobFailed(
                    MessageCategory.INVALID_PARAMETERS,
                    "Backup job failed because the lifecycle is outside the valid range for backup"
                            + " vault.");
        }
        requireKey(vault);
        if (!stores.isAccessible(vault.key())) {
            throw inaccessible();
        }
        return vault;
    }

    private static void requireKey(Vault vault) {
        if (vault.isKeyDisabled()) {
            throw inaccessible();
        }
    }

    private static JobFailed inaccessible() {
        return new JobFailed(
                MessageCategory.INVALID_PARAMETERS,
                "Backup job failed. " + InaccessibleKey.MESSAGE);
    }

    private Resource resource(BackupJob job) {
        var arn = job.subject().resource();
        return catalogue
                .resources()
                .find(arn)
                .filter(it -> it.account().equals(job.account()))
                .flatMap(Connectors::resource)
                .orElseThrow(
                        () ->
                                new JobFailed(
                                        MessageCategory.INVALID_PARAMETERS,
                                        "Backup job failed because resource "
                                                + arn
                                                + " is not declared any more. Declare it with"
                                                + " `copyhold resource add`."));
    }

    private Ingest ingest(BackupJob job, SealedStore store, Work work) {
        var domain = stores.dedupDomain(job.account());
        return new Ingest(store.blobs(), store.index(), work, domain, IngestOptions.DEFAULT);
    }

    private static Tree take(Reading reading, @Nullable PriorPoint base, Ingest ingest) {
        var ahead = new ArrayDeque<Found>();
        for (var item = reading.next(); item != null; item = reading.next()) {
            var same = base == null ? null : base.unchanged(item);
            if (same == null) {
                item.expect();
            }
            ahead.add(new Found(item, same));
            if (ahead.size() >= reading.ahead()) {
                put(ahead.remove(), ingest);
            }
        }
        ahead.forEach(found -> put(found, ingest));
        return ingest.finish();
    }

    /** An item, and what the base has of it if it has not changed. */
    private record Found(Item item, @Nullable BaseEntry same) {}

    private static void put(Found found, Ingest ingest) {
        if (found.same() == null) {
            add(found.item(), ingest);
        } else {
            ingest.keep(found.same());
        }
    }

    private static void add(Item item, Ingest ingest) {
        try (var content = item.open()) {
            if (content != null) {
                ingest.add(
                        item.path(), item.metadata(), item.size(), new ConnectorContent(content));
            }
        }
    }

    private static Progress progress(Ingest ingest, long expectedBytes) {
        var now = ingest.progress();
        var unread = Math.max(0, now.logicalBytes() - now.readBytes());
        return new Progress(expectedBytes, now.readBytes(), unread, now.storedBytes());
    }
}
