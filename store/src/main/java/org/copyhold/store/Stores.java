package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.StoreDatabase;
import org.copyhold.store.index.StoreRows;
import org.copyhold.store.record.StoreRecord;
import org.copyhold.store.seal.KeyProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import javax.sql.DataSource;

/** The stores of a server: one database, one key provider, any number of places. Thread-safe. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private final StoreDatabase database;
    private final StoreRows rows;
    private final KeyProvider keys;
    private final Function<String, BlobStore> opener;
    private final ConcurrentHashMap<String, SealedStore> open = new ConcurrentHashMap<>();

    /**
     * Stores that share a database whose tables are there.
     *
     * @param writes gives connections that may write; never asked for a second one while one is out
     * @param reads gives connections for single queries
     * @param opener opens the objects at a location, made when there are none
     */
    public Stores(
            DataSource writes,
            DataSource reads,
            KeyProvider keys,
            Function<String, BlobStore> opener) {
        this.database = new StoreDatabase(writes, reads);
        this.rows = new StoreRows(database);
        this.keys = keys;
        this.opener = opener;
    }

    /**
     * The store at {@code file:<root>/<account>/<name>}; created when it is new, and what an
     * earlier process left half deleted is finished. The account is part of the location because a
     * store belongs to one.
     *
     * @throws StoreException.Missing when a store was there before and is not now
     * @throws StoreException.Corrupt when another store is there now
     */
    public SealedStore at(String location) {
        return open.computeIfAbsent(location, it -> open(it, true));
    }

    /** Whether there ever was a store at a location. */
    public boolean has(String location) {
        return rows.at(location).isPresent();
    }

    /** The store at a location, known or not; none is made where none is. */
    public Optional<SealedStore> existing(String location) {
        return has(location) || opener.apply(location).exists(StoreRecord.NAME)
                ? Optional.of(open.computeIfAbsent(location, it -> open(it, false)))
                : Optional.empty();
    }

    private SealedStore open(String location, boolean tells) {
        var blobs = opener.apply(location);
        var known = rows.at(location);
        if (known.isPresent() && !blobs.exists(StoreRecord.NAME)) {
            throw new StoreException.Missing(
                    "There is no store at "
                            + blobs.describe()
                            + " any more: its "
                            + StoreRecord.NAME
                            + " is gone.",
                    "See whether the disk is mounted; bring the store back from a copy if it is"
                            + " lost.");
        }
        if (known.isEmpty()) {
            if (!blobs.exists(StoreRecord.NAME)) {
                blobs.put(StoreRecord.NAME, new StoreRecord(UUID.randomUUID().toString()).encode());
            } else if (tells) {
                tellForgotten(blobs);
            }
        }
        var record = record(blobs);
        if (known.isPresent() && !known.get().uuid().equals(record.store())) {
            throw new StoreException.Corrupt(
                    "At "
                            + blobs.describe()
                            + " lies store "
                            + record.store()
                            + ", where "
                            + known.get().uuid()
                            + " is expected.",
                    "Somebody exchanged the folder: put the right one back.");
        }
        refuseTwin(record.store(), location);
        var row = rows.register(record.store(), location);
        var store = new SealedStore(location, row, database, blobs, keys);
        store.recover();
        return store;
    }

    /** Read once more when it looks damaged: a bit may have flipped on the way only. */
    private static StoreRecord record(BlobStore blobs) {
        try {
            return StoreRecord.parse(blobs.describe(), blobs.get(StoreRecord.NAME));
        } catch (StoreException.Corrupt e) {
            LOG.warn("{}; it is read once more.", e.getMessage());
            return StoreRecord.parse(blobs.describe(), blobs.get(StoreRecord.NAME));
        }
    }

    /** What lies there is neither offered nor deleted until somebody rebuilds the database. */
    private static void tellForgotten(BlobStore blobs) {
        if (!blobs.list("points/").isEmpty()) {
            LOG.warn(
                    "The database knows nothing of {}, which holds recovery points. If the database"
                            + " was lost, \"copyhold store rebuild\" brings them back.",
                    blobs.describe());
        }
    }

    private void refuseTwin(String uuid, String location) {
        for (var other : open.values()) {
            if (other.id().equals(uuid)) {
                throw new StoreException.Corrupt(
                        "Store "
                                + uuid
                                + " lies at "
                                + other.location()
                                + " and at "
                                + location
                                + ".",
                        "A copied folder is not a second store: remove one of the two from the"
                                + " configuration.");
            }
        }
    }
}
