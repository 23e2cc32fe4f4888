package org.copyhold.store.index;

import org.copyhold.store.Work;
import org.copyhold.store.chunk.Sid;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What one store's index looks for in each pack. Thread-safe. */
public final class PackFrames {
    private final StoreDatabase database;
    private final long store;

    PackFrames(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /** What the index looks for in a pack, by where it lies. */
    public List<Frame> of(long pack) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select sid, pack_offset, length from store_chunk where pack ="
                                            + " ? order by pack_offset")) {
                        statement.setLong(1, pack);
                        var entries = new ArrayList<Frame>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                entries.add(
                                        new Frame(
                                                Sid.of(rows.getBytes(1)),
                                                rows.getLong(2),
                                                rows.getInt(3)));
                            }
                        }
                        return entries;
                    }
                });
    }

    /** A frame in a pack. */
    public record Frame(Sid sid, long offset, int length) {}

    /** Every place of a frame, in packs that are LIVE: the oldest pack first. */
    public List<Location> places(Sid sid) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select p.id, p.name, c.pack_offset, c.length
                                    from store_chunk c
                                    join store_pack p on p.id = c.pack and p.state = 'LIVE'
                                    where c.store = ? and c.sid = ? order by p.id
                                    """)) {
                        statement.setLong(1, store);
                        statement.setBytes(2, sid.bytes());
                        var places = new ArrayList<Location>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                places.add(
                                        new Location(
                                                rows.getLong(1),
                                                rows.getString(2),
                                                rows.getLong(3),
                                                rows.getInt(4)));
                            }
                        }
                        return places;
                    }
                });
    }

    /**
     * Looks for frames in one pack no more, but in another; whoever holds the one holds the other
     * from then on.
     *
     * @param work that holds both
     */
    public void handOn(Work work, long from, long to, Collection<Sid> sids) {
        Batches.forEach(
                sids,
                Batches.IDS,
                some ->
                        database.write(
                                connection -> {
                                    Works.check(connection, work);
                                    Holds.share(connection, from, to);
                                    return forget(connection, from, some);
                                }));
    }

    private int forget(Connection connection, long pack, List<Sid> sids) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "delete from store_chunk where store = ? and sid = ? and pack = ?")) {
            for (var sid : sids) {
                statement.setLong(1, store);
                statement.setBytes(2, sid.bytes());
                statement.setLong(3, pack);
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }
}
