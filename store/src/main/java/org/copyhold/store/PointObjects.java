package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Retentions;
import org.copyhold.store.record.RootRecord;
import org.copyhold.store.record.SignedRecords;
import org.copyhold.store.record.WrapRecord;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.VaultKey;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The records of one store, as objects: which name each has, and in what order they come and go.
 * Thread-safe.
 */
final class PointObjects {
    /** The record of a point that is deleted and whose other records are kept. */
    static final String GONE = "gone";

    private static final String WRAP = "wrap-";

    /** When it is looked again whether all of a deleted point is gone. */
    private static final Duration AGAIN = Duration.ofDays(1);

    /** Between two looks a wrap may have given way to one of a higher number. */
    private static final int LOOKS = 3;

    private final BlobStore blobs;
    private final SignedRecords signed;
    private final Retentions kept;

    PointObjects(BlobStore blobs, SignedRecords signed, Retentions kept) {
        this.blobs = blobs;
        this.signed = signed;
        this.kept = kept;
    }

    void writeKey(VaultKey key) {
        write(name(key), signed.key(name(key), key));
    }

    void deleteKey(String key, int version) {
        remove(name(key, version));
    }

    List<Integer> keyVersions(String key) {
        return numbers("keys/", key + "-");
    }

    /**
     * Removes a blob, or puts down that it is to go when the storage does not keep it any more.
     *
     * @return whether it is gone
     */
    private boolean remove(String name) {
        try {
            blobs.delete(name);
            return true;
        } catch (StoreException.Kept e) {
            kept.leave(name, e.until());
            return false;
        }
    }

    /** Removes what was to go before, and may by now. */
    void clear(String name) {
        boolean ends = name.endsWith("/" + GONE);
        var folder = name.substring(0, name.lastIndexOf('/') + 1);
        if (ends && blobs.list(folder).stream().anyMatch(it -> !it.equals(name))) {
            kept.leave(name, kept.now().plus(AGAIN));
        } else if (remove(name)) {
            kept.gone(name);
        }
    }

    private static String name(VaultKey key) {
        return name(key.id(), key.version());
    }

    private static String name(String key, int version) {
        return "keys/" + key + "-" + version;
    }

    void writeKey(DomainSecret secret) {
        var name = "keys/" + secret.id() + "-" + secret.version();
        write(name, signed.key(name, secret));
    }

    /** The database says what a record is; one that says something else is replaced. */
    private void write(String name, byte[] record) {
        if (!blobs.put(name, record) && !Arrays.equals(record, blobs.get(name))) {
            blobs.replace(name, record);
        }
    }

    /** Writes the vault's record under its number; what a torn write left there is replaced. */
    void writeVault(VaultRecord vault) {
        var name = vaultFolder(vault.id()) + vault.n();
        write(name, signed.labels(name, vault.labels()));
    }

    /** Removes a vault's records, the newest last, and every version of its key. */
    void deleteVault(String vault, String key) {
        var folder = vaultFolder(vault);
        numbers(folder, "").forEach(n -> remove(folder + n));
        keyVersions(key).forEach(n -> deleteKey(key, n));
    }

    /** Writes a point that is not committed, in the place of what an earlier attempt wrote. */
    void writePoint(String point, byte[] root, WrapRecord wrap, Map<String, String> state) {
        blobs.delete(folder(point) + GONE);
        blobs.replace(root(point), root);
        blobs.replace(wrap(point, 1), wrap.encode());
        writeState(point, 1, state);
    }

    /**
     * Takes over what another store has of a point, its vault and their keys, as it is there: of a
     * key the versions from the first on that a wrap needs, as those before may be on their way
     * out. The root comes last: without it the rest is nothing.
     */
    void takeOver(PointObjects other, CommittedPoint point) {
        var root = other.committedRoot(point);
        var oldest = new HashMap<String, Integer>();
        for (int n : other.numbers(folder(point.id()), WRAP)) {
            var name = wrap(point.id(), n);
            var wrap = WrapRecord.parse(name, other.blobs.get(name));
            oldest.merge(wrap.key(), wrap.keyVersion(), Math::min);
        }
        oldest.forEach(
                (key, version) ->
                        other.numbers("keys/", key + "-").stream()
                                .filter(n -> n >= version)
                                .forEach(n -> take(other, "keys/" + key + "-" + n)));
        other.blobs.list(vaultFolder(point.vault())).forEach(name -> take(other, name));
        other.blobs.list(folder(point.id())).stream()
                .filter(name -> !name.equals(root(point.id())))
                .forEach(name -> take(other, name));
        blobs.delete(folder(point.id()) + GONE);
        write(root(point.id()), root);
    }

    private void take(PointObjects other, String name) {
        write(name, other.blobs.get(name));
    }

    void writeState(String point, int n, Map<String, String> labels) {
        var name = folder(point) + "state-" + n;
        blobs.replace(name, signed.labels(name, labels));
    }

    /** The root record, which must be the one that was committed. */
    RootRecord readRoot(CommittedPoint point) {
        return RootRecord.parse(root(point.id()), committedRoot(point));
    }

    private byte[] committedRoot(CommittedPoint point) {
        var bytes = rootBytes(point.id());
        if (!Arrays.equals(Sid.hashOf(bytes).bytes(), point.rootHash())) {
            throw new StoreException.Corrupt(
                    "The root of recovery point "
                            + point.id()
                            + " in "
                            + blobs.describe()
                            + " is not the one that was committed.",
                    "It was damaged or exchanged: bring the file back from a copy of the store.");
        }
        return bytes;
    }

    private byte[] rootBytes(String point) {
        try {
            return blobs.get(root(point));
        } catch (StoreException.Missing e) {
            if (uncover(point)) {
                return blobs.get(root(point));
            }
            throw e;
        }
    }

    /** The wrap that counts: the one of the highest number. */
    WrapRecord readWrap(String point) {
        for (int look = 1; ; look++) {
            var name = wrap(point, newestWrap(point));
            try {
                return WrapRecord.parse(name, blobs.get(name));
            } catch (StoreException.Missing e) {
                if ((look == LOOKS && !uncover(point)) || look > LOOKS) {
                    throw e;
                }
            }
        }
    }

    /** Writes a further wrap; from then on it is the one that counts. */
    void writeNextWrap(String point, WrapRecord wrap) {
        blobs.replace(wrap(point, newestWrap(point) + 1), wrap.encode());
    }

    /** Removes the wraps that do not count any more. */
    void deleteEarlierWraps(String point) {
        var numbers = numbers(folder(point), WRAP);
        numbers.stream()
                .limit(Math.max(0, numbers.size() - 1))
                .forEach(n -> remove(wrap(point, n)));
    }

    private int newestWrap(String point) {
        var numbers = numbers(folder(point), WRAP);
        return numbers.isEmpty() ? 1 : numbers.getLast();
    }

    /**
     * Removes all of a point: its root first, without which the rest is nothing. Where the storage
     * keeps the root, a record beside it tells a rebuild that the point is gone, until all of it
     * is.
     */
    void delete(String point) {
        var gone = folder(point) + GONE;
        if (!remove(root(point))) {
            write(gone, signed.labels(gone, Map.of()));
            kept.leave(gone, kept.now().plus(AGAIN));
        }
        blobs.list(folder(point)).stream()
                .filter(name -> !name.equals(gone) && !name.equals(root(point)))
                .forEach(this::remove);
    }

    /**
     * Has the storage keep the records of a point, and of its vault and their keys.
     *
     * @param keep asks it for one of them
     */
    void keep(String point, String vault, Consumer<String> keep) {
        var names = new TreeSet<>(blobs.list(folder(point)));
        names.remove(folder(point) + GONE);
        for (int n : numbers(folder(point), WRAP)) {
            var name = wrap(point, n);
            var wrap = WrapRecord.parse(name, blobs.get(name));
            names.add("keys/" + wrap.key() + "-" + wrap.keyVersion());
        }
        var vaults = numbers(vaultFolder(vault), "");
        if (!vaults.isEmpty()) {
            names.add(vaultFolder(vault) + vaults.getLast());
        }
        names.forEach(keep);
    }

    /** Brings back what somebody has hidden of a point; false when there was nothing. */
    private boolean uncover(String point) {
        var hidden = blobs.hidden(folder(point));
        hidden.forEach(blobs::uncover);
        return !hidden.isEmpty();
    }

    private List<Integer> numbers(String folder, String prefix) {
        return blobs.list(folder).stream()
                .map(name -> name.substring(folder.length()))
                .filter(name -> name.matches(prefix + "[1-9][0-9]{0,8}"))
                .map(name -> Integer.valueOf(name.substring(prefix.length())))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static String vaultFolder(String vault) {
        return "vaults/" + vault + "/";
    }

    private static String folder(String point) {
        return "points/" + point + "/";
    }

    private static String wrap(String point, int n) {
        return folder(point) + WRAP + n;
    }

    private static String root(String point) {
        return folder(point) + "root";
    }
}
