package org.copyhold.store.index;

import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Pid;
import org.copyhold.store.chunk.Sid;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One store's part of the database: where frames lie, and who needs which pack. Thread-safe. Any
 * number of ids may be asked for at once.
 */
public final class Index {
    /**
     * A pack that was granted by nobody may go between two looks; after so many looks a frame
     * counts as absent.
     */
    private static final int LOOKS = 3;

    private final StoreDatabase database;
    private final long store;
    private final Packs packs;
    private final Lock removing = new ReentrantLock();

    /** The part of the store that has this row. */
    public Index(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
        this.packs = new Packs(database, store);
    }

    /** The catalogue of the same store's packs. */
    public Packs packs() {
        return packs;
    }

    /** What is looked for in each of them. */
    public PackFrames frames() {
        return new PackFrames(database, store);
    }

    /** What frames of other stores were sealed anew as, for a dedup domain. */
    public ResealedFrames resealed(String domain) {
        return new ResealedFrames(database, store, domain);
    }

    /** Takes packs out of the same store, whose blobs are these. */
    public PackRemoval removal(BlobStore blobs) {
        return new PackRemoval(blobs, database, store, removing);
    }

    /** The frames that are present, in packs that are LIVE. */
    public Map<Sid, Location> find(Collection<Sid> sids) {
        var found = new HashMap<Sid, Location>();
        look("", sids).forEach((sid, place) -> found.put(sid, place.location()));
        return found;
    }

    /**
     * Keeps the packs of those frames that are present from being deleted until the job ends.
     * Frames of packs that the job itself is still writing are not among them.
     *
     * @return where the held frames lie; what is absent here is absent from the store
     */
    public Map<Sid, Location> hold(Work work, Collection<Sid> sids) {
        var held = new HashMap<Sid, Location>();
        Collection<Sid> open = sids;
        for (int look = 0; look < LOOKS && !open.isEmpty(); look++) {
            var places = look(work.job(), open);
            var fresh = new HashSet<Sid>();
            var wanted = new TreeSet<Long>();
            places.forEach(
                    (sid, place) -> {
                        if (place.held()) {
                            held.put(sid, place.location());
                        } else {
                            fresh.add(sid);
                            wanted.add(place.location().packId());
                        }
                    });
            var refused = new ArrayList<Sid>();
            if (!packs.hold(work, wanted).isEmpty()) {
                holdsNow(work, fresh, held, refused);
            } else {
                refused.addAll(fresh);
            }
            open = refused;
        }
        return held;
    }

    /** A frame may have been healed into another pack between the look and the hold. */
    private void holdsNow(Work work, Set<Sid> fresh, Map<Sid, Location> held, List<Sid> refused) {
        var now = look(work.job(), fresh);
        for (var sid : fresh) {
            var place = now.get(sid);
            if (place != null && place.held()) {
                held.put(sid, place.location());
            } else {
                refused.add(sid);
            }
        }
    }

    /** What was said by {@link #remember}. */
    public Map<Pid, Known> known(Collection<Pid> pids) {
        var known = new HashMap<Pid, Known>();
        Batches.forEach(
                new HashSet<>(pids),
                Batches.IDS,
                some ->
                        database.read(
                                connection -> {
                                    var sql =
                                            "select pid, sid, length from store_known where store ="
                                                    + " ? and pid in ("
                                                    + Batches.marks(some.size())
                                                    + ")";
                                    try (var statement = connection.prepareStatement(sql)) {
                                        statement.setLong(1, store);
                                        for (int i = 0; i < some.size(); i++) {
                                            statement.setBytes(i + 2, some.get(i).bytes());
                                        }
                                        return readKnown(statement, known);
                                    }
                                }));
        return known;
    }

    private static int readKnown(PreparedStatement statement, Map<Pid, Known> into)
            throws SQLException {
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                into.put(
                        Pid.of(rows.getBytes(1)),
                        new Known(Sid.of(rows.getBytes(2)), rows.getInt(3)));
            }
            return into.size();
        }
    }

    /**
     * Remembers what plaintexts were sealed as. A pid belongs to one dedup domain by the way it is
     * made.
     */
    public void remember(Map<Pid, Known> sealed) {
        var pids = new ArrayList<>(new TreeSet<>(sealed.keySet()));
        Batches.forEach(
                pids,
                Batches.ROWS,
                some ->
                        database.write(
                                connection -> {
                                    try (var statement =
                                            connection.prepareStatement(
                                                    """
                                                    insert into store_known (store, pid, sid, length) values (?, ?, ?, ?)
                                                    on conflict (store, pid) do update set sid = excluded.sid, length = excluded.length
                                                    """)) {
                                        for (var pid : some) {
                                            var known = sealed.get(pid);
                                            if (known != null) {
                                                addKnown(statement, pid, known);
                                            }
                                        }
                                        return statement.executeBatch().length;
                                    }
                                }));
    }

    private void addKnown(PreparedStatement statement, Pid pid, Known known) throws SQLException {
        statement.setLong(1, store);
        statement.setBytes(2, pid.bytes());
        statement.setBytes(3, known.sid().bytes());
        statement.setInt(4, known.length());
        statement.addBatch();
    }

    private record Place(Location location, boolean held, long retainedUntil) {
        /**
         * A held one first, then one that the storage keeps longer than others, then the oldest: so
         * many jobs share few packs.
         */
        boolean betterThan(Place other) {
            if (held != other.held) {
                return held;
            }
            return retainedUntil == other.retainedUntil
                    ? location.packId() < other.location.packId()
                    : retainedUntil > other.retainedUntil;
        }
    }

    private Map<Sid, Place> look(String job, Collection<Sid> sids) {
        var places = new HashMap<Sid, Place>();
        Batches.forEach(
                sids instanceof Set<Sid> set ? set : new HashSet<>(sids),
                Batches.IDS,
                some -> {
                    List<Map.Entry<Sid, Place>> batch =
                            database.read(connection -> lookSome(connection, job, some));
                    batch.forEach(
                            found ->
                                    places.merge(
                                            found.getKey(),
                                            found.getValue(),
                                            (one, other) -> other.betterThan(one) ? other : one));
                });
        return places;
    }

    private List<Map.Entry<Sid, Place>> lookSome(Connection connection, String job, List<Sid> sids)
            throws SQLException {
        var sql =
                """
                select c.sid, p.id, p.name, c.pack_offset, c.length, h.job, p.retained_until
                from store_chunk c
                join store_pack p on p.id = c.pack and p.state = 'LIVE'
                left join store_hold h on h.pack = p.id and h.job = ?
                where c.store = ? and c.sid in (%s)
                """
                        .formatted(Batches.marks(sids.size()));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, job);
            statement.setLong(2, store);
            for (int i = 0; i < sids.size(); i++) {
                statement.setBytes(i + 3, sids.get(i).bytes());
            }
            return readPlaces(statement);
        }
    }

    private static List<Map.Entry<Sid, Place>> readPlaces(PreparedStatement statement)
            throws SQLException {
        var places = new ArrayList<Map.Entry<Sid, Place>>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                places.add(Map.entry(Sid.of(rows.getBytes(1)), place(rows)));
            }
        }
        return places;
    }

    private static Place place(ResultSet rows) throws SQLException {
        var location =
                new Location(rows.getLong(2), rows.getString(3), rows.getLong(4), rows.getInt(5));
        return new Place(location, rows.getString(6) != null, rows.getLong(7));
    }
}
