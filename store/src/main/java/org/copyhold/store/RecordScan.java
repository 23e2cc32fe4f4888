package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sha256;
import org.copyhold.store.record.KeyRecord;
import org.copyhold.store.record.RootRecord;
import org.copyhold.store.record.SignedRecords;
import org.copyhold.store.record.WrapRecord;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.VaultKey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads all records of a store without a database. Of numbered records the highest that is whole
 * counts; what is damaged is told, and ends nothing. Used by one thread.
 */
final class RecordScan {
    private static final String NUMBER = "[1-9][0-9]{0,8}";

    private final BlobStore blobs;
    private final SignedRecords signed;
    private final Sealing sealing;
    private final String account;
    private final Tolerance tolerance;
    private final Map<String, VaultKey> keys = new HashMap<>();
    private final List<DomainSecret> domains = new ArrayList<>();
    private final List<VaultRecord> vaults = new ArrayList<>();
    private final List<FoundPoint> points = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();

    /**
     * @param account whose store it is: points whose roots do not name one are this account's
     */
    RecordScan(BlobStore blobs, SignedRecords signed, Sealing sealing, String account) {
        this.blobs = blobs;
        this.signed = signed;
        this.sealing = sealing;
        this.account = account;
        this.tolerance = new Tolerance(blobs);
    }

    FoundRecords run() {
        blobs.hidden("").forEach(blobs::uncover);
        blobs.list("keys/").forEach(this::readKey);
        folders("vaults/").forEach(this::readVault);
        folders("points/").forEach(this::readPoint);
        return new FoundRecords(keys, domains, vaults, points, damages);
    }

    private void readKey(String name) {
        guarded(
                () -> {
                    switch (signed.readKey(name, blobs.get(name))) {
                        case KeyRecord.OfVault(var key) ->
                                keys.put(key.id() + "-" + key.version(), key);
                        case KeyRecord.OfDomain(var secret) -> domains.add(secret);
                    }
                });
    }

    private void readVault(String vault, List<String> names) {
        newest("vaults/" + vault + "/", "", names)
                .ifPresent(it -> vaults.add(new VaultRecord(vault, it.n(), it.labels())));
    }

    private void readPoint(String point, List<String> names) {
        var folder = "points/" + point + "/";
        if (!names.contains("root") || isGone(folder + PointObjects.GONE, names)) {
            return; // it was being deleted: the root goes first, unless it is kept
        }
        var wraps = numbered("wrap-", names);
        if (wraps.isEmpty()) {
            damages.add(
                    "Recovery point "
                            + point
                            + " in "
                            + blobs.describe()
                            + " has no wrap: its job did not end, or the file is lost.");
            return;
        }
        for (var name : wraps.descendingMap().values()) {
            var wrap = folder + name;
            Runnable read =
                    () -> {
                        var root = blobs.get(folder + "root");
                        add(point, names, root, WrapRecord.parse(wrap, blobs.get(wrap)));
                    };
            if (guarded(read)) {
                return;
            }
        }
    }

    private boolean isGone(String record, List<String> names) {
        return names.contains(PointObjects.GONE)
                && guarded(() -> signed.readLabels(record, blobs.get(record)));
    }

    private void add(String point, List<String> names, byte[] bytes, WrapRecord wrap) {
        var root = RootRecord.parse("points/" + point + "/root", bytes);
        var key = keys.get(wrap.key() + "-" + wrap.keyVersion());
        if (!root.point().equals(point) || key == null) {
            throw new StoreException.Corrupt(
                    key == null
                            ? "Recovery point %s in %s is wrapped under key %s-%d, whose record is not there or damaged."
                                    .formatted(
                                            point, blobs.describe(), wrap.key(), wrap.keyVersion())
                            : "The root of recovery point %s in %s is that of another, %s."
                                    .formatted(point, blobs.describe(), root.point()),
                    "Bring the file back from a copy of the store.");
        }
        var hash = Sha256.hash(bytes);
        var owner = root.labels().getOrDefault("account", account);
        var opened =
                sealing.openFound(
                        root, hash, wrap, key, new Sealing.Owners(owner, candidates(root)));
        var state = newest("points/" + point + "/", "state-", names);
        points.add(
                new FoundPoint(
                        root,
                        hash,
                        opened.vault(),
                        owner,
                        key,
                        state.map(Numbered::n).orElse(1),
                        state.map(Numbered::labels).orElse(Map.of()),
                        opened.metadata()));
        if (state.isEmpty()) {
            damages.add(
                    "Recovery point %s in %s has no whole state record: its tags and lifecycle are lost, and it stays until it is deleted."
                            .formatted(point, blobs.describe()));
        }
    }

    /** The vault is named in the root; roots of the first version name none. */
    private List<String> candidates(RootRecord root) {
        var named = root.labels().get("vault");
        return named != null ? List.of(named) : vaults.stream().map(VaultRecord::id).toList();
    }

    private record Numbered(int n, Map<String, String> labels) {}

    /** The record of the highest number that is whole. */
    private Optional<Numbered> newest(String folder, String prefix, List<String> names) {
        for (var record : numbered(prefix, names).descendingMap().entrySet()) {
            var name = folder + record.getValue();
            try {
                return Optional.of(
                        new Numbered(record.getKey(), signed.readLabels(name, blobs.get(name))));
            } catch (StoreException.Missing
                    | StoreException.Corrupt
                    | StoreException.Unavailable e) {
                damages.add(tolerance.told(e) + " The one before it is taken, if there is one.");
            }
        }
        return Optional.empty();
    }

    private static NavigableMap<Integer, String> numbered(String prefix, List<String> names) {
        var found = new TreeMap<Integer, String>();
        for (var name : names) {
            if (name.startsWith(prefix) && name.substring(prefix.length()).matches(NUMBER)) {
                found.put(Integer.valueOf(name.substring(prefix.length())), name);
            }
        }
        return found;
    }

    /** The folders below a prefix, with what lies in each. */
    private Map<String, List<String>> folders(String prefix) {
        var folders = new TreeMap<String, List<String>>();
        for (var name : blobs.list(prefix)) {
            var parts = name.substring(prefix.length()).split("/", -1);
            if (parts.length == 2) {
                folders.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
            }
        }
        return folders;
    }

    /** Whether all went well. */
    private boolean guarded(Runnable read) {
        try {
            read.run();
            return true;
        } catch (StoreException e) {
            damages.add(tolerance.told(e));
            return false;
        }
    }
}
