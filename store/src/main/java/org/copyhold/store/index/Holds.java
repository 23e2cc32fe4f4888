package org.copyhold.store.index;

import org.copyhold.store.Work;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a job's holds on packs end before the job does. */
final class Holds {
    private Holds() {}

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
}
