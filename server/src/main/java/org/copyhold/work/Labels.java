package org.copyhold.work;

import org.copyhold.control.point.Dates;
import org.copyhold.control.point.Lineage;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.StorageClass;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultRecords;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.store.Contents;
import org.copyhold.store.FoundPoint;
import org.copyhold.store.NewPoint;
import org.copyhold.store.StoreException;
import org.copyhold.store.VaultRecord;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a store keeps, readable without a key, so that the service's rows can be made again from it.
 */
final class Labels {
    private Labels() {}

    /**
     * A recovery point as its store is to keep it.
     *
     * @param record its vault, with the key that it is wrapped under, as they are now
     * @param lineage null for what no copy made
     */
    static NewPoint newPoint(
            RecoveryPoint point,
            Vault vault,
            VaultRecords.Kept record,
            @Nullable Lineage lineage,
            Contents contents) {
        var labels = of(point);
        if (lineage != null) {
            labels.put("copiedFrom", lineage.source());
            labels.put("copiedBy", lineage.job());
            labels.put("copiedAt", lineage.asked().toString());
        }
        return new NewPoint(
                point.id(),
                vault.id(),
                vault.account(),
                point.origin().resource().toString(),
                AccountStores.key(record.key()),
                labels,
                point.state().labels(),
                record(record),
                contents,
                null);
    }

    /** A vault as its store is to keep it. */
    static VaultRecord record(VaultRecords.Kept kept) {
        return new VaultRecord(kept.id(), Math.toIntExact(kept.version()), kept.labels());
    }

    /**
     * The recovery point that a store has kept, in the vault that it opened for.
     *
     * @param storageClass which kind of store it was
     * @throws StoreException.Corrupt when its labels do not tell what they must
     */
    static RecoveryPoint point(
            FoundPoint found, RecoveryPoint.Home home, StorageClass storageClass) {
        var labels = found.labels();
        try {
            var sourceVault = labels.get("sourceVault");
            return new RecoveryPoint(
                    found.id(),
                    arn(labels, "arn"),
                    home,
                    new Origin(
                            arn(labels, "resource"),
                            text(labels, "resourceType"),
                            labels.get("resourceName"),
                            text(labels, "role"),
                            sourceVault == null ? null : arn(labels, "sourceVault")),
                    new Dates(
                            Instant.parse(text(labels, "created")),
                            Instant.parse(text(labels, "initiated")),
                            Instant.parse(text(labels, "completed"))),
                    found.root().logicalBytes(),
                    BackupFacts.read(found.id(), found.metadata()).restore(),
                    RecoveryPoint.State.of(found.state(), storageClass, found.stateNumber()));
        } catch (IllegalArgumentException | DateTimeException | BackupException e) {
            throw unclear(found, e);
        }
    }

    /**
     * What the labels of a copy say that it was made of; null for what no copy made.
     *
     * @throws StoreException.Corrupt when they say half of it
     */
    static @Nullable Lineage lineage(FoundPoint found) {
        var labels = found.labels();
        var source = labels.get("copiedFrom");
        try {
            return source == null
                    ? null
                    : new Lineage(
                            source,
                            text(labels, "copiedBy"),
                            Instant.parse(text(labels, "copiedAt")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unclear(found, e);
        }
    }

    private static StoreException unclear(FoundPoint found, RuntimeException why) {
        return new StoreException.Corrupt(
                "The root or state of recovery point %s does not tell what it must: %s"
                        .formatted(found.id(), why.getMessage()),
                "It was written by another version of Copyhold, or by none.",
                why);
    }

    private static Arn arn(Map<String, String> labels, String name) {
        return Arn.parse(text(labels, name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is no ARN"));
    }

    private static String text(Map<String, String> labels, String name) {
        var text = labels.get(name);
        if (text == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return text;
    }

    /** What of a recovery point never changes. */
    private static Map<String, String> of(RecoveryPoint point) {
        var labels = new TreeMap<String, String>();
        labels.put("vault", point.home().vaultId());
        labels.put("account", point.home().account());
        labels.put("arn", point.arn().toString());
        labels.put("resource", point.origin().resource().toString());
        labels.put("resourceType", point.origin().resourceType());
        labels.put("role", point.origin().iamRoleArn());
        labels.put("created", point.dates().created().toString());
        labels.put("initiated", point.dates().initiated().toString());
        labels.put("completed", point.dates().completed().toString());
        var name = point.origin().resourceName();
        if (name != null) {
            labels.put("resourceName", name);
        }
        var source = point.origin().sourceVault();
        if (source != null) {
            labels.put("sourceVault", source.toString());
        }
        return labels;
    }
}
