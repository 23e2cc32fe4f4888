package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.ScrubTotals;
import org.copyhold.store.index.StoreDatabase;
import org.copyhold.store.index.StoreRows;
import org.copyhold.store.record.StoreRecord;
import org.copyhold.store.seal.KeyProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import javax.sql.DataSource;

/** The stores of a server: one database, one key provider, any number of places. Thread-safe. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private final StoreDatabase database;
    private final StoreRows rows;
    private final KeyProvider keys;
    private final Sites sites;
    private final ConcurrentHashMap<String, SealedStore> open = new ConcurrentHashMap<>();

    /**
     * Stores that share a database whose tables are there.
     *
     * @param writes gives connections that may write; never asked for a second one while one is out
     * @param reads gives connections for single queries
     * @param sites where they lie
     */
    public Stores(DataSource writes, DataSource reads, KeyProvider keys, Sites sites) {
        this(new StoreDatabase(writes, reads), keys, sites);
    }

    /** Stores that share a database that can tell the time. */
    public Stores(StoreDatabase database, KeyProvider keys, Sites sites) {
        this.database = database;
        this.rows = new StoreRows(database);
        this.keys = keys;
        this.sites = sites;
    }

    /**
     * The store at {@code file:<root>/<account>/<name>}; created when it is new, and what an
     * earlier process left half deleted is finished. The account is part of the location because a
     * store belongs to one.
     *
     * @throws StoreException.Missing when a store was there before and is not now
     * @throws StoreException.Corrupt when another store is there now
     * @throws StoreException.Unavailable when a store is there that the database does not know and
     *     that holds recovery points: {@link #existing} opens it, for a rebuild
     */
    public SealedStore at(String location) {
        return open.computeIfAbsent(location, it -> open(it, true));
    }

    /** Whether there ever was a store at a location. */
    public boolean has(String location) {
        return rows.at(location).isPresent();
    }

    /** What the last complete verification of each store comes to that is verified at all. */
    public ScrubTotals scrubbed(Predicate<String> isVerified) {
        return ScrubTotals.of(database, isVerified);
    }

    /**
     * Whether a store lies at a location that the database knows from somewhere else, where no
     * store is to be any more: somebody has moved it.
     *
     * @param isCurrent whether a location is one where a store may be now
     */
    public boolean isMoved(String location, Predicate<String> isCurrent) {
        var gone = rows.elsewhere(isCurrent);
        return !gone.isEmpty()
                && there(location)
                        .map(Stores::record)
                        .filter(it -> gone.contains(it.store()))
                        .isPresent();
    }

    /** Whether a store lies at a location that the database knows nothing of. */
    public boolean isForgotten(String location) {
        return !has(location) && there(location).isPresent();
    }

    /** Where the store lies that a committed or half deleted point belongs to. */
    public Optional<String> locationOf(String point) {
        return rows.of(point);
    }

    /** From where to where points are on their way, or were until lately. */
    public List<StoreRows.Route> routes() {
        return rows.routes();
    }

    /** The store at a location, known or not; none is made where none is. */
    public Optional<SealedStore> existing(String location) {
        return has(location) || there(location).isPresent()
                ? Optional.of(open.computeIfAbsent(location, it -> open(it, false)))
                : Optional.empty();
    }

    private Optional<BlobStore> there(String location) {
        return sites.look(location).filter(blobs -> blobs.exists(StoreRecord.NAME));
    }

    /** Nothing is made before it is known what is there: a disk may not be mounted. */
    private SealedStore open(String location, boolean refusesForgotten) {
        var known = rows.at(location);
        var there = there(location);
        if (known.isPresent() && there.isEmpty()) {
            throw new StoreException.Missing(
                    "There is no store at "
                            + location
                            + " any more: its "
                            + StoreRecord.NAME
                            + " is gone.",
                    "See whether the disk is mounted; bring the store back from a copy if it is"
                            + " lost.");
        }
        if (known.isEmpty() && refusesForgotten) {
            there.ifPresent(Stores::refuseForgotten);
        }
        var blobs = sites.open(location);
        if (there.isEmpty()) {
            blobs.put(StoreRecord.NAME, new StoreRecord(UUID.randomUUID().toString()).encode());
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

    /**
     * What a lost database knew of is not written to: a job that fails would take packs away that
     * forgotten recovery points need.
     */
    private static void refuseForgotten(BlobStore blobs) {
        if (!blobs.list("points/").isEmpty()) {
            throw new StoreException.Unavailable(
                    "The database knows nothing of "
                            + blobs.describe()
                            + ", which holds recovery points.",
                    "Stop the server and run \"copyhold store rebuild\": it brings them back,"
                        + " beside what the database has. If they are not wanted, take the store"
                        + " away.",
                    false,
                    null);
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
