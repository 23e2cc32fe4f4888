package org.copyhold.store.index;

import org.copyhold.store.StoreException;
import org.copyhold.store.Work;

import java.sql.Connection;
import java.sql.SQLException;

/** Which worker has which job. Whoever began last has it; anyone before is refused. Thread-safe. */
public final class Works {
    private final StoreDatabase database;

    public Works(StoreDatabase database) {
        this.database = database;
    }

    /** Gives the job to the caller. */
    public Work begin(String job) {
        return database.write(connection -> begin(connection, job));
    }

    /** Whether a job was begun that has not ended. */
    public boolean isBegun(String job) {
        return database.read(connection -> isBegun(connection, job));
    }

    static boolean isBegun(Connection connection, String job) throws SQLException {
        try (var statement =
                connection.prepareStatement("select 1 from store_work where job = ?")) {
            statement.setString(1, job);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Whether {@link #check} would let the worker pass. */
    static boolean isCurrent(Connection connection, Work work) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select 1 from store_work where job = ? and fence = ?")) {
            statement.setString(1, work.job());
            statement.setLong(2, work.fence());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    static Work begin(Connection connection, String job) throws SQLException {
        long fence = next(connection);
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_work (job, fence) values (?, ?)
                        on conflict (job) do update set fence = excluded.fence
                        """)) {
            statement.setString(1, job);
            statement.setLong(2, fence);
            statement.executeUpdate();
        }
        return new Work(job, fence);
    }

    /**
     * Refuses a worker whose job another one has begun since, or that has ended. Until the
     * transaction ends nobody can begin it.
     */
    static void check(Connection connection, Work work) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "update store_work set fence = fence where job = ? and fence = ?")) {
            statement.setString(1, work.job());
            statement.setLong(2, work.fence());
            if (statement.executeUpdate() != 1) {
                throw new StoreException.Locked(
                        "Job "
                                + work.job()
                                + " is not this worker's any more: it has ended, or another worker"
                                + " has begun it.",
                        "Nothing to do; what the other worker does counts.");
            }
        }
    }

    /** Ends the job: holds, pins and the fence go. */
    static void end(Connection connection, String job) throws SQLException {
        for (var table : new String[] {"store_hold", "store_pin", "store_work"}) {
            try (var statement =
                    connection.prepareStatement("delete from " + table + " where job = ?")) {
                statement.setString(1, job);
                statement.executeUpdate();
            }
        }
    }

    /**
     * The next number of the only sequence there is; whoever takes one waits for whoever took the
     * last to commit.
     */
    static long next(Connection connection) throws SQLException {
        try (var statement =
                        connection.prepareStatement(
                                "update store_sequence set last = last + 1 where id = 1 returning"
                                        + " last");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
