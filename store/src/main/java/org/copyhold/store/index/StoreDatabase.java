package org.copyhold.store.index;

import org.copyhold.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

import javax.sql.DataSource;

/**
 * The door to the database that stores share with their server. Thread-safe.
 *
 * <p>A thread has at most one connection of it at a time: nothing that runs in a step may ask for
 * another.
 */
public final class StoreDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDatabase.class);
    private static final int ATTEMPTS = 5;

    private final DataSource writes;
    private final DataSource reads;
    private final InstantSource clock;

    /** The database behind these two: {@code reads} is only asked for single queries. */
    public StoreDatabase(DataSource writes, DataSource reads) {
        this(writes, reads, () -> Instant.EPOCH);
    }

    /**
     * The same.
     *
     * @param clock tells when what storage keeps may go; one that stands still: never
     */
    public StoreDatabase(DataSource writes, DataSource reads, InstantSource clock) {
        this.writes = writes;
        this.reads = reads;
        this.clock = clock;
    }

    /** The time, in milliseconds of the epoch. */
    long now() {
        return clock.millis();
    }

    /** Statements on one connection. */
    @FunctionalInterface
    interface Step<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs a query that changes nothing. */
    <T> T read(Step<T> query) {
        try (var connection = reads.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /**
     * Runs statements in one transaction, again when the database asks for that.
     *
     * @throws StoreException.OutcomeUnknown when nobody can say whether they were committed
     */
    <T> T write(Step<T> statements) {
        for (int attempt = 1; ; attempt++) {
            try (var connection = writes.getConnection()) {
                return transact(connection, statements);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !isConflict(e)) {
                    throw unavailable(e);
                }
            }
        }
    }

    private static <T> T transact(Connection connection, Step<T> statements) throws SQLException {
        boolean wasAutoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            T result = statements.run(connection);
            commit(connection);
            committed = true;
            return result;
        } finally {
            end(connection, committed, wasAutoCommit);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (isConflict(e) || isRefusal(e)) {
                throw e;
            }
            throw new StoreException.OutcomeUnknown(
                    "The database did not say whether a commit was made: " + e.getMessage(),
                    "Look at the database; the job goes on by itself when it answers again.",
                    e);
        }
    }

    /** What went wrong before is on its way up already; trouble here must not hide it. */
    private static void end(Connection connection, boolean committed, boolean autoCommit) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.warn(
                    "A database connection could not be put in order and will be replaced: {}",
                    e.getMessage());
        }
    }

    /** Whether another transaction came in between and nothing was done. */
    private static boolean isConflict(SQLException e) {
        var state = e.getSQLState();
        return state != null && state.startsWith("40");
    }

    /** Whether a constraint refused it and nothing was done. */
    private static boolean isRefusal(SQLException e) {
        var state = e.getSQLState();
        return state != null && state.startsWith("23");
    }

    private static StoreException unavailable(SQLException e) {
        return new StoreException.Unavailable(
                "The stores' database failed: " + e.getMessage(),
                "Look at the database, its disk and its log; the job can be tried again.",
                true,
                e);
    }
}
