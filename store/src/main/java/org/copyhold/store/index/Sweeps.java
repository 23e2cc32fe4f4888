package org.copyhold.store.index;

import org.copyhold.store.Work;
import org.copyhold.store.chunk.Sid;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a collection asks of one store's part of the database, and what it decides there.
 * Thread-safe.
 */
public final class Sweeps {
    private final StoreDatabase database;
    private final long store;

    /** Sweeps of the store that has this row. */
    public Sweeps(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /**
     * All that was committed before a number of the sequence: what commits needed later has a
     * greater stamp.
     */
    public record Snapshot(long sequence, List<Root> roots) {
        public Snapshot {
            roots = List.copyOf(roots);
        }
    }

    /**
     * A top page, and one of the points that have it.
     *
     * @param length bytes of its frame
     */
    public record Root(String point, Sid top, int length, int height) {}

    /**
     * Where a needed frame counts.
     *
     * @param number of its row, no other frame's of the store
     * @param pack number of the pack's row
     * @param length bytes of the frame
     * @param stamped whether a commit needed the pack
     * @param lockedUntil until when the storage may keep the pack, 0 for one that it does not
     */
    public record Needed(long number, long pack, int length, boolean stamped, long lockedUntil) {
        /**
         * Packs that no commit needed may go at once; of the others the one stays that is kept
         * longest, or the newest.
         */
        private boolean betterThan(Needed other) {
            if (stamped != other.stamped) {
                return stamped;
            }
            return lockedUntil == other.lockedUntil
                    ? pack > other.pack
                    : lockedUntil > other.lockedUntil;
        }
    }

    /**
     * A frame of a pack.
     *
     * @param number of its row
     */
    public record PackedFrame(Sid sid, long number, long offset, int length) {}

    /**
     * Takes the next number of the sequence, so that every commit has ended that took one before,
     * and in the same transaction the tops of all committed points. Pinned points are among them.
     */
    public Snapshot snapshot() {
        return database.write(
                connection -> {
                    long sequence = Works.next(connection);
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select min(id), top, top_length, height from store_point
                                    where store = ? and state = 'COMMITTED'
                                    group by top, top_length, height
                                    """)) {
                        statement.setLong(1, store);
                        return new Snapshot(sequence, roots(statement));
                    }
                });
    }

    private static List<Root> roots(PreparedStatement statement) throws SQLException {
        var roots = new ArrayList<Root>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                roots.add(
                        new Root(
                                rows.getString(1),
                                Sid.of(rows.getBytes(2)),
                                rows.getInt(3),
                                rows.getInt(4)));
            }
        }
        return roots;
    }

    /** For each frame that is present the one place where it counts. */
    public Map<Sid, Needed> needed(Collection<Sid> sids) {
        var needed = new HashMap<Sid, Needed>();
        Batches.forEach(
                sids,
                Batches.IDS,
                some ->
                        database.read(connection -> readNeeded(connection, some))
                                .forEach(
                                        found ->
                                                needed.merge(
                                                        found.getKey(),
                                                        found.getValue(),
                                                        (one, other) ->
                                                                other.betterThan(one)
                                                                        ? other
                                                                        : one)));
        return needed;
    }

    private List<Map.Entry<Sid, Needed>> readNeeded(Connection connection, List<Sid> sids)
            throws SQLException {
        var sql =
                """
                select f.sid, f.number, f.pack, f.length, case when p.stamp is null then 0 else 1 end, coalesce(p.locked_until, 0)
                from store_frame f
                join store_pack p on p.id = f.pack and p.state = 'LIVE'
                where f.store = ? and f.sid in (%s)
                """
                        .formatted(Batches.marks(sids.size()));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, store);
            for (int i = 0; i < sids.size(); i++) {
                statement.setBytes(i + 2, sids.get(i).bytes());
            }
            var found = new ArrayList<Map.Entry<Sid, Needed>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var place =
                            new Needed(
                                    rows.getLong(2),
                                    rows.getLong(3),
                                    rows.getInt(4),
                                    rows.getInt(5) == 1,
                                    rows.getLong(6));
                    found.add(Map.entry(Sid.of(rows.getBytes(1)), place));
                }
            }
            return found;
        }
    }

    /**
     * Packs that nobody holds and no commit needed from {@code sequence} on, in the order of their
     * rows: those that no point needs may go.
     *
     * @param after number of the last row seen, 0 to begin
     * @param kept whether those are asked for that the storage may keep, or the others
     */
    public List<PackRow> idle(long sequence, long after, int limit, boolean kept) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    Packs.ROW
                                            + """
                                            where store = ? and id > ? and state = 'LIVE'
                                                and (stamp is null or stamp < ?)
                                                and case when locked_until > ? then 1 else 0 end = ?
                                                and not exists (select 1 from store_hold h where h.pack = store_pack.id)
                                            order by id limit
                                            """
                                            + limit)) {
                        statement.setLong(1, store);
                        statement.setLong(2, after);
                        statement.setLong(3, sequence);
                        statement.setLong(4, database.now());
                        statement.setInt(5, kept ? 1 : 0);
                        return Packs.rows(statement);
                    }
                });
    }

    /** The frames of a pack, in no order. */
    public List<PackedFrame> frames(long pack) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select sid, number, pack_offset, length from store_frame"
                                            + " where pack = ?")) {
                        statement.setLong(1, pack);
                        var frames = new ArrayList<PackedFrame>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                frames.add(
                                        new PackedFrame(
                                                Sid.of(rows.getBytes(1)),
                                                rows.getLong(2),
                                                rows.getLong(3),
                                                rows.getInt(4)));
                            }
                        }
                        return frames;
                    }
                });
    }

    /** Makes the caller the only one who collects under this name. */
    public Work begin(String job) {
        return new Works(database).begin(job);
    }

    /** Whether somebody has begun under this name and not ended. */
    public boolean isUnderWay(String job) {
        return database.read(connection -> Works.isBegun(connection, job));
    }

    /** Ends what was begun. */
    public void end(Work work) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    Works.end(connection, work.job());
                    return work;
                });
    }

    /** Lets go of every pack that an earlier collection held. */
    public void release(Work work) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    return Holds.releaseAll(connection, work);
                });
    }

    /**
     * Decides that a pack goes, unless somebody has come to need it since the snapshot was taken,
     * or another collection has begun.
     */
    public boolean condemn(Work work, long pack, long sequence) {
        return database.write(
                connection -> {
                    Works.check(connection, work);
                    return PackRemoval.condemn(connection, pack, sequence, database.now());
                });
    }

    /**
     * In one transaction: the packs that the work holds besides the old ones are stamped, the old
     * ones are condemned unless somebody has come to need them since the snapshot, and the holds
     * go.
     *
     * @return which of the old packs are condemned
     */
    public List<Long> replace(Work work, List<Long> old, long sequence) {
        return database.write(
                connection -> {
                    Works.check(connection, work);
                    long now = Works.next(connection);
                    Holds.release(connection, work, old);
                    PointChanges.stamp(connection, work, now);
                    Holds.releaseAll(connection, work);
                    var gone = new ArrayList<Long>();
                    for (long pack : old) {
                        if (PackRemoval.condemn(connection, pack, sequence, database.now())) {
                            gone.add(pack);
                        }
                    }
                    return gone;
                });
    }
}
