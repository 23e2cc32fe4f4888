package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.record.RootRecord;
import org.copyhold.store.record.SignedRecords;
import org.copyhold.store.record.WrapRecord;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.VaultKey;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The records of one store, as objects: which name each has, and in what order they come and go.
 * Thread-safe.
 */
final class PointObjects {
    private final BlobStore blobs;
    private final SignedRecords signed;

    PointObjects(BlobStore blobs, SignedRecords signed) {
        this.blobs = blobs;
        this.signed = signed;
    }

    void writeKey(VaultKey key) {
        var name = "keys/" + key.id() + "-" + key.version();
        write(name, signed.key(name, key));
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
        numbers(folder, "").forEach(n -> blobs.delete(folder + n));
        numbers("keys/", key + "-").forEach(n -> blobs.delete("keys/" + key + "-" + n));
    }

    /** Writes a point that is not committed, in the place of what an earlier attempt wrote. */
    void writePoint(String point, byte[] root, WrapRecord wrap, Map<String, String> state) {
        blobs.replace(root(point), root);
        blobs.replace(folder(point) + "wrap-1", wrap.encode());
        writeState(point, 1, state);
    }

    void writeState(String point, int n, Map<String, String> labels) {
        var name = folder(point) + "state-" + n;
        blobs.replace(name, signed.labels(name, labels));
    }

    /** The root record, which must be the one that was committed. */
    RootRecord readRoot(CommittedPoint point) {
        var bytes = blobs.get(root(point.id()));
        if (!Arrays.equals(Sid.hashOf(bytes).bytes(), point.rootHash())) {
            throw new StoreException.Corrupt(
                    "The root of recovery point "
                            + point.id()
                            + " in "
                            + blobs.describe()
                            + " is not the one that was committed.",
                    "It was damaged or exchanged: bring the file back from a copy of the store.");
        }
        return RootRecord.parse(root(point.id()), bytes);
    }

    /** The wrap that counts. */
    WrapRecord readWrap(String point) {
        var numbers = numbers(folder(point), "wrap-");
        var name = folder(point) + "wrap-" + (numbers.isEmpty() ? 1 : numbers.getLast());
        return WrapRecord.parse(name, blobs.get(name));
    }

    /** Removes all of a point: its root first, without which the rest is nothing. */
    void delete(String point) {
        blobs.delete(root(point));
        blobs.list(folder(point)).forEach(blobs::delete);
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

    private static String root(String point) {
        return folder(point) + "root";
    }
}
