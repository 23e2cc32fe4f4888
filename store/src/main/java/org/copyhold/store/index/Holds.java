package org.copyhold.store.index;

import org.copyhold.store.Work;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a job's holds on packs end before the job does, or go on to another pack. */
final class Holds {
    private Holds() {}

    /** Of a pack that the job writes. */
    static void add(Connection connection, Work work, long pack) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "insert into store_hold (job, pack, brought) values (?, ?, 1) on conflict"
                                + " (job, pack) do update set brought = 1")) {
            statement.setString(1, work.job());
            statement.setLong(2, pack);
            statement.executeUpdate();
        }
    }

    static int release(Connection connection, Work work, List<Long> packs) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from store_hold where job = ? and pack = ?")) {
            for (long pack : packs) {
                statement.setString(1, work.job());
                statement.setLong(2, pack);
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }

    static int releaseAll(Connection connection, Work work) throws SQLException {
        try (var statement = connection.prepareStatement("delete from store_hold where job = ?")) {
            statement.setString(1, work.job());
            return statement.executeUpdate();
        }
    }

    /**
     * Whoever holds one pack holds the other, too. The row is written to first: whoever is about to
     * hold the pack is waited for.
     */
    static void share(Connection connection, long from, long to) throws SQLException {
        try (var lock =
                connection.prepareStatement("update store_pack set stamp = stamp where id = ?")) {
            lock.setLong(1, from);
            lock.executeUpdate();
        }
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_hold (job, pack)
                        select job, cast(? as bigint) from store_hold where pack = ?
                        on conflict do nothing
                        """)) {
            statement.setLong(1, to);
            statement.setLong(2, from);
            statement.executeUpdate();
        }
    }
}
