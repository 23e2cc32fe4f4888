package org.copyhold.store.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Clears what is remembered of plaintexts, and of frames sealed anew, whose frame is gone, so that
 * it does not grow for ever: once a fourth as many frames have gone as there are. A hint that is
 * lost costs work, never data. Thread-safe.
 */
public final class StaleHints {
    private static final int PART_GONE = 4;

    private final StoreDatabase database;
    private final long store;

    /** Hints of the store that has this row. */
    public StaleHints(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    private record Hint(byte[] pid, boolean stale) {}

    /**
     * Looks through all hints, when it is worth it.
     *
     * @return how many were removed
     */
    public long clear() {
        long gone = number("select frames_gone from store_store where id = ?");
        long there =
                number(
                        "select coalesce(sum(frames), 0) from store_pack where store = ? and state"
                                + " = 'LIVE'");
        if (gone == 0 || gone < there / PART_GONE) {
            return 0;
        }
        long removed = 0;
        var portion = after(new byte[0]);
        while (!portion.isEmpty()) {
            var stale = portion.stream().filter(Hint::stale).toList();
            if (!stale.isEmpty()) {
                removed += database.write(connection -> remove(connection, stale));
            }
            portion = after(portion.getLast().pid());
        }
        removed += ResealedFrames.clearStale(database, store);
        forgetGone(gone);
        return removed;
    }

    private long number(String sql) {
        return database.read(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        statement.setLong(1, store);
                        try (var rows = statement.executeQuery()) {
                            rows.next();
                            return rows.getLong(1);
                        }
                    }
                });
    }

    private List<Hint> after(byte[] pid) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select pid, case when exists (select 1 from store_chunk c
                                        where c.store = k.store and c.sid = k.sid) then 0 else 1 end
                                    from store_known k
                                    where store = ? and pid > ? order by pid limit %d
                                    """
                                            .formatted(Batches.ROWS))) {
                        statement.setLong(1, store);
                        statement.setBytes(2, pid);
                        var hints = new ArrayList<Hint>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                hints.add(new Hint(rows.getBytes(1), rows.getInt(2) == 1));
                            }
                        }
                        return hints;
                    }
                });
    }

    private int remove(Connection connection, List<Hint> stale) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        delete from store_known where store = ? and pid = ? and not exists
                            (select 1 from store_chunk c where c.store = store_known.store and c.sid = store_known.sid)
                        """)) {
            for (var hint : stale) {
                statement.setLong(1, store);
                statement.setBytes(2, hint.pid());
                statement.addBatch();
            }
            statement.executeBatch();
            return stale.size();
        }
    }

    private void forgetGone(long gone) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "update store_store set frames_gone = frames_gone - ? where id"
                                            + " = ?")) {
                        statement.setLong(1, gone);
                        statement.setLong(2, store);
                        return statement.executeUpdate();
                    }
                });
    }
}
