package org.copyhold.store.index;

import org.copyhold.store.chunk.Sid;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What frames of elsewhere were sealed anew as for one dedup domain: hints that keep copies of the
 * next recovery points small, to be trusted only where the new frame is held. Thread-safe.
 */
public final class ResealedFrames {
    private final StoreDatabase database;
    private final long store;
    private final String domain;

    ResealedFrames(StoreDatabase database, long store, String domain) {
        this.database = database;
        this.store = store;
        this.domain = domain;
    }

    /** What was said by {@link #remember}, by the frames' old sids. */
    public Map<Sid, Known> find(Collection<Sid> frames) {
        var found = new HashMap<Sid, Known>();
        Batches.forEach(
                frames,
                Batches.IDS,
                some -> database.read(connection -> find(connection, some, found)));
        return found;
    }

    private int find(Connection connection, Collection<Sid> some, Map<Sid, Known> into)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select source, sid, length from store_resealed where store = ? and domain"
                                + " = ? and source in ("
                                + Batches.marks(some.size())
                                + ")")) {
            statement.setLong(1, store);
            statement.setString(2, domain);
            int at = 3;
            for (var sid : some) {
                statement.setBytes(at++, sid.bytes());
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    into.put(
                            Sid.of(rows.getBytes(1)),
                            new Known(Sid.of(rows.getBytes(2)), rows.getInt(3)));
                }
            }
            return into.size();
        }
    }

    /** Remembers what frames were sealed anew as. */
    public void remember(Map<Sid, Known> resealed) {
        Batches.forEach(
                new ArrayList<>(resealed.entrySet()),
                Batches.ROWS,
                some ->
                        database.write(
                                connection -> {
                                    try (var statement =
                                            connection.prepareStatement(
                                                    """
                                                    insert into store_resealed (store, source, domain, sid, length)
                                                    values (?, ?, ?, ?, ?)
                                                    on conflict (store, source, domain)
                                                        do update set sid = excluded.sid, length = excluded.length
                                                    """)) {
                                        for (var one : some) {
                                            add(statement, one.getKey(), one.getValue());
                                        }
                                        return statement.executeBatch().length;
                                    }
                                }));
    }

    private void add(PreparedStatement statement, Sid source, Known now) throws SQLException {
        statement.setLong(1, store);
        statement.setBytes(2, source.bytes());
        statement.setString(3, domain);
        statement.setBytes(4, now.sid().bytes());
        statement.setInt(5, now.length());
        statement.addBatch();
    }

    /**
     * Forgets, a portion at a time, what was sealed anew as a frame that is gone.
     *
     * @return how many
     */
    static long clearStale(StoreDatabase database, long store) {
        long removed = 0;
        byte[] from = {};
        for (byte[] to = endOfPortion(database, store, from);
                to.length > 0;
                to = endOfPortion(database, store, from)) {
            byte[] low = from;
            byte[] high = to;
            removed += database.write(connection -> clear(connection, store, low, high));
            from = to;
        }
        return removed;
    }

    /** The last source of the next portion; empty when there is none. */
    private static byte[] endOfPortion(StoreDatabase database, long store, byte[] after) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select source from store_resealed
                                    where store = ? and source > ? order by source limit %d
                                    """
                                            .formatted(Batches.ROWS))) {
                        statement.setLong(1, store);
                        statement.setBytes(2, after);
                        byte[] last = {};
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                last = rows.getBytes(1);
                            }
                        }
                        return last;
                    }
                });
    }

    private static int clear(Connection connection, long store, byte[] low, byte[] high)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        delete from store_resealed where store = ? and source > ? and source <= ?
                            and not exists (select 1 from store_chunk c
                                where c.store = store_resealed.store and c.sid = store_resealed.sid)
                        """)) {
            statement.setLong(1, store);
            statement.setBytes(2, low);
            statement.setBytes(3, high);
            return statement.executeUpdate();
        }
    }
}
