package org.copyhold.work;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.access.DomainSecrets;
import org.copyhold.control.key.SealedKey;
import org.copyhold.control.point.Rebuilding;
import org.copyhold.control.point.StorageClass;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultRecords;
import org.copyhold.store.FoundPoint;
import org.copyhold.store.FoundRecords;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.StoreRebuild;
import org.copyhold.store.VaultRecord;
import org.copyhold.store.seal.VaultKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Makes a lost database again from stores and master key: packs and where frames lie, domain
 * secrets, vaults, recovery points. What is damaged is told and ends nothing; what was cut short is
 * gone on with by running it again. Used by one thread.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final Rebuilding rebuilding;
    private final Catalogue catalogue;
    private final AccountStores stores;
    private final DomainSecrets domains;
    private final List<String> found = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final List<String> unreached = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();
    private boolean isLost;
    private final AtomicLong packs = new AtomicLong();
    private long vaults;
    private long points;

    public Rebuild(
            Rebuilding rebuilding,
            Catalogue catalogue,
            AccountStores stores,
            DomainSecrets domains) {
        this.rebuilding = rebuilding;
        this.catalogue = catalogue;
        this.stores = stores;
        this.domains = domains;
    }

    /** An account's place in a Region, where a store may lie. */
    public record Place(String account, String region) {}

    /**
     * Brings back what lies in these places; beside what the database has, only from stores that it
     * does not know or lacks something of.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when the database is not
     *     lost, and knows all
     */
    public RebuildReport run(List<Place> places) {
        isLost = rebuilding.isLost();
        boolean all = isLost || rebuilding.isUnfinished();
        var wanted = new LinkedHashMap<Place, List<String>>();
        for (var place : places) {
            var locations =
                    stores.locations(place.account(), place.region()).stream()
                            .filter(location -> all || isForgotten(location))
                            .toList();
            if (!locations.isEmpty()) {
                wanted.put(place, locations);
            }
        }
        if (wanted.isEmpty() && unreached.isEmpty()) {
            throw INVALID_REQUEST.with(
                    "The database is not lost: it has recovery points or jobs that make some, and"
                            + " knows every store that is there.");
        }
        rebuilding.begin();
        wanted.forEach(this::bringBack);
        points += catalogue.points().composites().bringBack();
        rebuilding.end();
        return new RebuildReport(found, absent, unreached, packs.get(), vaults, points, damages);
    }

    private boolean isForgotten(String location) {
        var is = new AtomicBoolean();
        reach(location, () -> is.set(stores.isForgotten(location)));
        return is.get();
    }

    /** A store that cannot be read now is named and passed over: nobody can write to it so far. */
    private boolean reach(String location, Runnable look) {
        try {
            look.run();
            return true;
        } catch (StoreException.Missing | StoreException.Corrupt e) {
            damages.add(e.explained());
        } catch (StoreException.Unavailable e) {
            unreached.add("What lies at %s is not back: %s".formatted(location, e.explained()));
        }
        return false;
    }

    /** A store that is being brought back. */
    private record Returning(
            SealedStore store,
            StorageClass storageClass,
            StoreRebuild rebuild,
            FoundRecords records,
            List<String> damages) {}

    /**
     * The store of a place, whose records of vaults are the newest, and its cold one. What both
     * have of a point was on its way: it is whole in the cold one, where its root came last, unless
     * it has changed in the other since: then it was not handed over.
     */
    private void bringBack(Place place, List<String> locations) {
        var returning = new ArrayList<Returning>();
        for (var location : locations) {
            boolean isCold = !location.equals(stores.location(place.account(), place.region()));
            var storageClass = isCold ? StorageClass.COLD : StorageClass.WARM;
            reach(
                    location,
                    () ->
                            stores.existing(location)
                                    .ifPresentOrElse(
                                            store -> returning.add(open(store, storageClass)),
                                            () -> absent.add(location)));
        }
        var known = bringBackVaults(place, returning);
        var keepers = new PointKeepers();
        returning.forEach(it -> keepers.add(it.store(), it.records().points()));
        var reached = new ArrayList<>(returning.reversed());
        reached.removeIf(it -> !comesBack(it, known, keepers.of(it.store())));
        reached.removeIf(it -> !comesBack(it, known, keepers.of(it.store()).negate()));
        reached.forEach(
                store ->
                        reach(
                                store.store().location(),
                                () -> store.rebuild().end(store.damages().isEmpty())));
        returning.forEach(store -> damages.addAll(store.damages()));
    }

    private boolean comesBack(
            Returning store, Map<String, Vault> known, Predicate<FoundPoint> wanted) {
        return reach(
                store.store().location(),
                () ->
                        store.records().points().stream()
                                .filter(wanted)
                                .sorted(Comparator.comparing(PointKeepers::completed))
                                .forEach(point -> bringBack(store, point, known)));
    }

    private Returning open(SealedStore store, StorageClass storageClass) {
        LOG.info("Rebuilding from store {} at {}", store.id(), store.location());
        found.add(store.location());
        var rebuild = store.rebuild();
        var records = rebuild.records();
        refuseWrongKey(store, records);
        var broken = new ArrayList<>(records.damages());
        broken.addAll(
                rebuild.packs(
                        _ -> {
                            if (packs.incrementAndGet() % 10_000 == 0) {
                                LOG.info("{} packs", packs.get());
                            }
                        }));
        return new Returning(store, storageClass, rebuild, records, broken);
    }

    /** One damaged key may be; all of them are another master key's. */
    private static void refuseWrongKey(SealedStore store, FoundRecords records) {
        if (records.keys().isEmpty()
                && records.domains().isEmpty()
                && !records.damages().isEmpty()) {
            throw new StoreException.Locked(
                    "No key of the store at "
                            + store.location()
                            + " opens: the master key is not the one that they were sealed with. "
                            + records.damages().getFirst(),
                    "Put the right master key's file back and run the command again.");
        }
    }

    /** An account has one secret, whose record lies in each store that it has backed up into. */
    private void bringBackDomain(Place place, FoundRecords records) {
        if (!isLost && domains.has(place.account())) {
            return; // what was sealed by the other one is opened without it
        }
        for (var secret : records.domains()) {
            domains.bringBack(
                    place.account(), new SealedKey(secret.id(), secret.version(), secret.sealed()));
        }
    }

    private Map<String, Vault> bringBackVaults(Place place, List<Returning> returning) {
        var known = new HashMap<String, Vault>();
        var inhabited = new HashSet<String>();
        var ids = new HashSet<String>();
        for (var store : returning) {
            bringBackDomain(place, store.records());
            store.records().points().forEach(point -> inhabited.add(point.vault()));
            store.records().vaults().forEach(vault -> ids.add(vault.id()));
        }
        for (boolean wanted : new boolean[] {true, false}) {
            for (var store : returning) {
                for (var record : store.records().vaults()) {
                    if (inhabited.contains(record.id()) == wanted
                            && !known.containsKey(record.id())) {
                        bringBack(place, store, record, ids, wanted)
                                .ifPresent(vault -> known.put(vault.id(), vault));
                    }
                }
            }
        }
        returning.forEach(store -> bringBackKeys(store, known));
        return known;
    }

    /**
     * Of two vaults of one name the empty one was deleted, and its record left behind: it is not
     * missed.
     */
    private Optional<Vault> bringBack(
            Place place,
            Returning store,
            VaultRecord record,
            Set<String> ids,
            boolean isInhabited) {
        var there = catalogue.vaults().findById(record.id());
        if (there.isPresent()) {
            vaults++;
            return there;
        }
        var key = key(record, store.records());
        if (key.isEmpty()) {
            store.damages()
                    .add(
                            "Vault %s (%s) has no key that opens: it and what it holds are not back."
                                    .formatted(record.id(), record.labels().get("name")));
            return Optional.empty();
        }
        if (!catalogue.vaults().records().bringBack(kept(place, record, key.get()), ids)) {
            if (isInhabited) {
                store.damages()
                        .add(
                                "Vault %s is not back: another vault is named %s."
                                        .formatted(record.id(), record.labels().get("name")));
            }
            return Optional.empty();
        }
        vaults++;
        return catalogue.vaults().findById(record.id());
    }

    private static VaultRecords.Kept kept(Place place, VaultRecord record, SealedKey key) {
        return new VaultRecords.Kept(
                record.id(), place.account(), place.region(), record.n(), key, record.labels());
    }

    /**
     * The vault's record names its key; records of the first version did not, but wraps do. A
     * version behind the one that is named counts more: it was put down before the vault's record
     * could be.
     */
    private static Optional<SealedKey> key(VaultRecord vault, FoundRecords records) {
        var named = vault.labels().get("key");
        var key =
                named != null
                        ? newest(records, named, vault.labels().get("keyVersion"))
                        : records.points().stream()
                                .filter(point -> point.vault().equals(vault.id()))
                                .map(FoundPoint::key)
                                .max(Comparator.comparingInt(VaultKey::version))
                                .orElse(null);
        return Optional.ofNullable(key)
                .map(it -> new SealedKey(it.id(), it.version(), it.sealed()));
    }

    private static @Nullable VaultKey newest(
            FoundRecords records, String id, @Nullable String version) {
        int named = Integer.parseInt(String.valueOf(version));
        var versions = versions(records, id);
        return versions.isEmpty() || versions.getLast().version() < named
                ? null
                : versions.getLast();
    }

    private static List<VaultKey> versions(FoundRecords records, String id) {
        return records.keys().values().stream()
                .filter(key -> key.id().equals(id))
                .sorted(Comparator.comparingInt(VaultKey::version))
                .toList();
    }

    /**
     * A rotation that had not come to its end goes on when the server runs. A store may know less
     * of the versions than the database, or than another store; or more.
     */
    private void bringBackKeys(Returning store, Map<String, Vault> known) {
        for (var record : store.records().vaults()) {
            var vault = known.get(record.id());
            if (vault != null) {
                versions(store.records(), vault.key().id())
                        .forEach(key -> bringBackKey(store, vault, key));
            }
        }
    }

    private void bringBackKey(Returning store, Vault vault, VaultKey key) {
        var sealed = new SealedKey(key.id(), key.version(), key.sealed());
        if (!catalogue.vaults().keys().bringBack(vault.id(), sealed)) {
            store.damages()
                    .add(
                            "Version %d of the key of vault %s is another one in the store at %s than in the database. What is wrapped under it there does not open: copy keys/%s-%d of that store away before the server starts."
                                    .formatted(
                                            key.version(),
                                            vault.arn(),
                                            store.store().location(),
                                            key.id(),
                                            key.version()));
        }
    }

    private void bringBack(Returning store, FoundPoint found, Map<String, Vault> known) {
        if (catalogue.points().findById(found.id()).isPresent()) {
            leaveOrCount(store, found);
            return;
        }
        var vault = known.get(found.vault());
        if (vault == null) {
            store.damages()
                    .add(
                            "Recovery point %s is not back: its vault %s is not."
                                    .formatted(found.id(), found.vault()));
            return;
        }
        try {
            var point = Labels.point(found, MadePoint.home(vault), store.storageClass());
            var lineage = Labels.lineage(found);
            store.rebuild()
                    .bringBack(
                            found,
                            point.origin().resource().toString(),
                            catalogue.joined(() -> catalogue.points().bringBack(point, lineage)));
            points++;
        } catch (StoreException.Corrupt e) {
            store.damages().add(String.valueOf(e.getMessage()));
        } catch (StoreException.Locked e) {
            LOG.info("Recovery point {} is a job's: {}", found.id(), e.getMessage());
        }
    }

    /** It is there: by an attempt before, or from the other store, between which it was moved. */
    private void leaveOrCount(Returning store, FoundPoint found) {
        var keeper = catalogue.points().findById(found.id()).map(stores::of).orElseThrow();
        if (keeper == store.store()) {
            points++;
        } else if (!store.rebuild().leave(found.id(), keeper)) {
            store.damages()
                    .add(
                            "Recovery point %s is back from %s, where something of it is missing; it lies in %s as well and stays in both. A rebuild of an empty database, with both within reach, takes the one that is newer."
                                    .formatted(
                                            found.id(),
                                            keeper.location(),
                                            store.store().location()));
        }
    }
}
