package org.copyhold.sql;

import org.copyhold.kit.Secret;
import org.jdbi.v3.core.Handle;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * The service's database, and the only door to it. Thread-safe.
 *
 * <p>A thread has at most one transaction: {@link #write} within {@link #write}, and {@link #read}
 * within either, join it. Trouble with the database itself (full, locked, gone) leaves here as
 * ServiceUnavailableException; anything else a statement throws is a bug and is passed on.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "UnusedVariable"})
public final class Database implements AutoCloseable {
    /** A database in a file, made when absent. One connection writes, several read. */
    public static Database sqlite(Path file) {
        throw new UnsupportedOperationException();
    }

    /**
     * A database on a PostgreSQL server.
     *
     * @param url as the driver takes it, {@code jdbc:postgresql://host/name}
     */
    public static Database postgres(String url, String user, Secret password) {
        throw new UnsupportedOperationException();
    }

    /** Brings the tables up to date; cheap when they are. */
    public void migrate() {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs statements that change nothing; each sees what is committed, or this thread's
     * transaction when it has one.
     */
    public <T> T read(Function<Handle, T> statements) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs statements in one transaction, which is durable when this returns and undone when {@code
     * statements} throws.
     */
    public <T> T write(Function<Handle, T> statements) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs statements in a transaction that someone else, such as a store's commit, has begun on
     * this connection and will end: every {@link #read}, {@link #write} and {@link #writes} of this
     * thread joins it meanwhile.
     */
    public void within(Connection transaction, Runnable statements) {
        throw new UnsupportedOperationException();
    }

    /**
     * Connections that may write, for those who bring their own statements (stores, db-scheduler).
     * While this thread has a transaction, they are that transaction's: closing, committing and
     * rolling back are then left to its owner.
     */
    public DataSource writes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
