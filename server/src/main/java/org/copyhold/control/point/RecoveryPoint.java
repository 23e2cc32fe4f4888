package org.copyhold.control.point;

import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A resource as it was at one time, kept in a vault.
 *
 * @param id a lower-case UUID, the store's name for it
 * @param arn what clients call it
 * @param home the vault that holds it
 * @param sizeBytes logical bytes
 * @param metadata what a restore of it will be asked for
 * @param state what may change: its status, storage class, lifecycle and tags
 */
public record RecoveryPoint(
        String id,
        Arn arn,
        Home home,
        Origin origin,
        Dates dates,
        long sizeBytes,
        Map<String, String> metadata,
        State state) {
    public RecoveryPoint {
        metadata = Map.copyOf(metadata);
    }

    /** The type of the resource, in its variant; empty when none of that name is known any more. */
    public Optional<ResourceType> type() {
        return ResourceType.ofPoint(origin.resourceType(), arn);
    }

    public Tags tags() {
        return state.tags();
    }

    public Lifecycle lifecycle() {
        return state.lifecycle();
    }

    /** How it belongs with others. */
    public Composition composition() {
        return state.composition();
    }

    /** Whether it consists of others. */
    public boolean isComposite() {
        return composition() instanceof Composition.Composite;
    }

    public PointStatus status() {
        return state.status();
    }

    public StorageClass storageClass() {
        return state.storageClass();
    }

    /** When its lifecycle begins to count. */
    public Instant lifeFrom() {
        return composition() instanceof Composition.Composite(var from) && from != null
                ? from
                : dates.created();
    }

    /** When it moves to cold storage. */
    public Optional<Instant> coldAt() {
        return lifecycle().coldAt(lifeFrom());
    }

    /** When it is due for deletion. */
    public Optional<Instant> deleteAt() {
        return lifecycle().deleteAt(lifeFrom());
    }

    /**
     * The vault that holds a recovery point, as far as a recovery point shows it.
     *
     * @param encryptionKeyArn the vault's key as clients see it
     */
    public record Home(
            String vaultId,
            String vaultName,
            String account,
            String region,
            String encryptionKeyArn) {
        /** The vault's ARN. */
        public Arn vaultArn() {
            return Arn.of("backup", region, account, "backup-vault:" + vaultName);
        }
    }

    /**
     * What may change of a recovery point.
     *
     * @param composition how it belongs with others
     * @param version from 1, one more with each change of lifecycle, tags or composition; the n of
     *     the store's {@code state-<n>}
     */
    public record State(
            PointStatus status,
            StorageClass storageClass,
            Lifecycle lifecycle,
            Tags tags,
            Composition composition,
            long version) {
        private static final String TAG = "tag:";

        /** The state of a new recovery point that stands alone. */
        public static State initial(Lifecycle lifecycle, Tags tags) {
            return initial(lifecycle, tags, new Composition.Single());
        }

        /** The state of a new recovery point. */
        public static State initial(Lifecycle lifecycle, Tags tags, Composition composition) {
            return new State(
                    PointStatus.COMPLETED, StorageClass.WARM, lifecycle, tags, composition, 1);
        }

        /** The state that {@link #labels} tells of, kept in a store of this class. */
        public static State of(
                Map<String, String> labels, StorageClass storageClass, long version) {
            var tags = new TreeMap<String, String>();
            labels.forEach(
                    (name, value) -> {
                        if (name.startsWith(TAG)) {
                            tags.put(name.substring(TAG.length()), value);
                        }
                    });
            var optIn = labels.get("optInToArchive");
            var lifecycle =
                    new Lifecycle(
                            days(labels, "coldAfterDays"),
                            days(labels, "deleteAfterDays"),
                            optIn == null ? null : Boolean.valueOf(optIn));
            return new State(
                    PointStatus.COMPLETED,
                    storageClass,
                    lifecycle,
                    Tags.of(tags),
                    Composition.of(labels),
                    version);
        }

        private static OptionalInt days(Map<String, String> labels, String name) {
            var days = labels.get(name);
            return days == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(days));
        }

        /**
         * What the store keeps of it in {@code state-<n>}; tags' names stand behind {@code tag:}.
         * The storage class follows from the lifecycle and the time, or from the store it is in.
         */
        public Map<String, String> labels() {
            var labels = new TreeMap<String, String>();
            lifecycle
                    .coldAfterDays()
                    .ifPresent(days -> labels.put("coldAfterDays", Integer.toString(days)));
            lifecycle
                    .deleteAfterDays()
                    .ifPresent(days -> labels.put("deleteAfterDays", Integer.toString(days)));
            var optIn = lifecycle.optInToArchive();
            if (optIn != null) {
                labels.put("optInToArchive", optIn.toString());
            }
            tags.byKey().forEach((key, value) -> labels.put(TAG + key, value));
            labels.putAll(composition.labels());
            return labels;
        }
    }
}
