package org.copyhold.store;

import org.copyhold.store.index.Points;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.seal.VaultKeys;

import java.util.List;
import java.util.Map;

/**
 * What a store keeps so that a lost database can be made again, beside what a commit writes of a
 * point: written after the database's change, by whoever owes it. Thread-safe.
 */
public final class StoreRecords {
    private final PointObjects objects;
    private final Points points;
    private final Sealing sealing;
    private final StoreRetention retention;

    StoreRecords(PointObjects objects, Points points, Sealing sealing, StoreRetention retention) {
        this.retention = retention;
        this.objects = objects;
        this.points = points;
        this.sealing = sealing;
    }

    /**
     * Writes a vault's record and key, unless the store has them. Empty vaults are kept as well, so
     * that a rebuild finds them.
     */
    public void writeVault(VaultRecord vault, VaultKey key) {
        objects.writeKey(key);
        objects.writeVault(vault);
    }

    /** Removes all of a vault that is gone, its keys too; again is no error. */
    public void deleteVault(String vault, String key) {
        objects.deleteVault(vault, key);
    }

    /**
     * Writes a state record of a committed point; a rebuild takes the one with the highest {@code
     * n}.
     */
    public void writeState(String point, int n, Map<String, String> labels) {
        var committed = points.get(point);
        objects.writeState(point, n, labels);
        retention.keepRecordsOf(committed);
    }

    /**
     * Begins to wrap points of one vault under the newest version of its key. That version's record
     * is durable when this returns.
     *
     * @param keys all versions that the points may be wrapped under now
     */
    public Rewrapping rewrapping(VaultKeys keys, VaultKey newest) {
        objects.writeKey(newest);
        return new Rewrapping(
                new Rewrapping.Place(objects, points, retention), sealing, keys, newest);
    }

    /** Removes a version of a vault's key that no wrap needs any more; again is no error. */
    public void deleteKey(String key, int version) {
        objects.deleteKey(key, version);
    }

    /** The versions of a vault's key that are there, in their order. */
    public List<Integer> keyVersions(String key) {
        return objects.keyVersions(key);
    }
}
