package org.copyhold.store.index;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/** Keeps one store's {@link ScrubRound}s: the one that goes on, and the last that ended. */
public final class Scrubs {
    private final StoreDatabase database;
    private final long store;

    /** Rounds of the store that has this row. */
    public Scrubs(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /** The round that goes on. */
    public Optional<ScrubRound> running() {
        return find(1);
    }

    /** The last that has ended. */
    public Optional<ScrubRound> last() {
        return find(0);
    }

    /** Notes how far the round that goes on has come, or what is known better of the last. */
    public void note(ScrubRound round) {
        int running = round.endedAt() == null ? 1 : 0;
        database.write(connection -> put(connection, running, round));
    }

    /** Notes that a round has ended. */
    public void end(ScrubRound round) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "delete from store_scrub where store = ? and running = 1")) {
                        statement.setLong(1, store);
                        statement.executeUpdate();
                    }
                    return put(connection, 0, round);
                });
    }

    private Optional<ScrubRound> find(int running) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select began_at, ended_at, after_pack, packs, bytes, damaged, lost
                                    from store_scrub where store = ? and running = ?
                                    """)) {
                        statement.setLong(1, store);
                        statement.setInt(2, running);
                        try (var rows = statement.executeQuery()) {
                            return rows.next() ? Optional.of(round(rows)) : Optional.empty();
                        }
                    }
                });
    }

    private static ScrubRound round(ResultSet row) throws SQLException {
        long ended = row.getLong(2);
        var endedAt = row.wasNull() ? null : Instant.ofEpochMilli(ended);
        return new ScrubRound(
                Instant.ofEpochMilli(row.getLong(1)),
                endedAt,
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }

    private int put(Connection connection, int running, ScrubRound round) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_scrub
                            (store, running, began_at, ended_at, after_pack, packs, bytes, damaged, lost)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (store, running) do update set
                            began_at = excluded.began_at, ended_at = excluded.ended_at,
                            after_pack = excluded.after_pack, packs = excluded.packs,
                            bytes = excluded.bytes, damaged = excluded.damaged, lost = excluded.lost
                        """)) {
            statement.setLong(1, store);
            statement.setInt(2, running);
            statement.setLong(3, round.beganAt().toEpochMilli());
            setEnd(statement, round.endedAt());
            statement.setLong(5, round.after());
            statement.setLong(6, round.packs());
            statement.setLong(7, round.bytes());
            statement.setLong(8, round.damaged());
            statement.setLong(9, round.lost());
            return statement.executeUpdate();
        }
    }

    private static void setEnd(PreparedStatement statement, @Nullable Instant end)
            throws SQLException {
        if (end == null) {
            statement.setNull(4, Types.BIGINT);
        } else {
            statement.setLong(4, end.toEpochMilli());
        }
    }
}
