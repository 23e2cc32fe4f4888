package org.copyhold.store.simulation;

import org.copyhold.store.Statements;
import org.copyhold.store.TestDatabase;

import java.sql.SQLException;

/** How jobs ended, put down in the transactions that end them. */
final class Ledger {
    private static final String DONE = "done";
    private static final String GIVEN_UP = "given up";

    private final TestDatabase database;

    /** A ledger in which nothing stands. */
    Ledger(TestDatabase database) {
        this.database = database;
        execute("create table ended (job text primary key, how text not null)");
    }

    /**
     * Puts the job down as done, in the transaction that does it; fails when it was done before.
     */
    static Statements done(Job job) {
        return putDown(job, DONE);
    }

    /** The same for one that is given up. */
    static Statements givenUp(Job job) {
        return putDown(job, GIVEN_UP);
    }

    private static Statements putDown(Job job, String how) {
        return connection -> {
            try (var statement = connection.prepareStatement("insert into ended values (?, ?)")) {
                statement.setString(1, job.id());
                statement.setString(2, how);
                statement.executeUpdate();
            }
        };
    }

    boolean isDone(Job job) {
        return ended(job).equals(DONE);
    }

    boolean isGivenUp(Job job) {
        return ended(job).equals(GIVEN_UP);
    }

    private String ended(Job job) {
        try (var connection = database.reads().getConnection();
                var statement =
                        connection.prepareStatement("select how from ended where job = ?")) {
            statement.setString(1, job.id());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (var connection = database.writes().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
