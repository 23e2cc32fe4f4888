package org.copyhold.sql;

import com.zaxxer.hikari.HikariDataSource;

import org.copyhold.kit.Secret;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

/**
 * The service's database, and the only door to it. Thread-safe.
 *
 * <p>A thread has at most one transaction: {@link #write} within {@link #write}, and {@link #read}
 * within either, join it. Trouble with the database itself (full, locked, gone) leaves here as
 * ServiceUnavailableException; anything else a statement throws is a bug and is passed on.
 */
public final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final HikariDataSource readPool;
    private final HikariDataSource writePool;
    private final Jdbi reads;
    private final Jdbi writes;
    private final @Nullable SharedTransactions shared;
    private final DataSource joining;

    /** The handle of the transaction this thread is in; of this database, as tests have several. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Handle> current = new ThreadLocal<>();

    /** What is to be done when this thread's transaction is committed. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable List<Runnable>> owed = new ThreadLocal<>();

    private Database(Dialect dialect, HikariDataSource readPool, HikariDataSource writePool) {
        this.dialect = dialect;
        this.readPool = readPool;
        this.writePool = writePool;
        this.reads = Jdbi.create(readPool);
        this.writes = Jdbi.create(writePool);
        this.shared = dialect.hasOneWriter() ? new SharedTransactions(writePool) : null;
        this.joining =
                new JoiningDataSource(
                        writePool, this::currentConnection, this::payOwed, owed::remove);
    }

    /** A database in a file, made when absent. One connection writes, several read. */
    public static Database sqlite(Path file) {
        NewDatabase.lay(file);
        // The writer comes first: it makes the file and switches it to WAL, which readers rely on.
        var writer = Pools.sqliteWriter(file);
        return new Database(Dialect.SQLITE, Pools.sqliteReaders(file), writer);
    }

    /**
     * A database on a PostgreSQL server.
     *
     * @param url as the driver takes it, {@code jdbc:postgresql://host/name}
     */
    public static Database postgres(String url, String user, Secret password) {
        var pool = Pools.postgres(url, user, password);
        return new Database(Dialect.POSTGRESQL, pool, pool);
    }

    /**
     * Brings the tables up to date; cheap when they are.
     *
     * @return whether there was anything to do
     */
    public boolean migrate() {
        return guarded(() -> Migrations.run(writePool, dialect));
    }

    /**
     * Runs statements that change nothing; each sees what is committed, or this thread's
     * transaction when it has one.
     */
    public <T extends @Nullable Object> T read(Function<Handle, T> statements) {
        var joined = current.get();
        return joined != null
                ? statements.apply(joined)
                : guarded(() -> reads.<T, RuntimeException>withHandle(statements::apply));
    }

    /**
     * Runs statements all or none: they are durable when this returns, and undone when {@code
     * statements} throws.
     */
    public <T extends @Nullable Object> T write(Function<Handle, T> statements) {
        var joined = current.get();
        return joined != null ? statements.apply(joined) : transact(statements);
    }

    private <T extends @Nullable Object> T transact(Function<Handle, T> statements) {
        try {
            var result =
                    guarded(() -> writeAlone(handle -> as(handle, () -> statements.apply(handle))));
            payOwed();
            return result;
        } finally {
            owed.remove();
        }
    }

    private <T extends @Nullable Object> T writeAlone(Function<Handle, T> statements) {
        return shared == null
                ? writes.<T, RuntimeException>inTransaction(statements::apply)
                : shared.write(statements);
    }

    /**
     * Does something as soon as this thread's transaction is committed, whoever commits it, and
     * never when it is undone; at once when there is none. It is to be short, and must not throw:
     * nothing can be refused any more.
     */
    public void afterCommit(Runnable task) {
        if (current.get() == null) {
            task.run();
            return;
        }
        var tasks = owed.get();
        if (tasks == null) {
            tasks = new ArrayList<>();
            owed.set(tasks);
        }
        tasks.add(task);
    }

    private void payOwed() {
        var tasks = owed.get();
        owed.remove();
        if (tasks != null) {
            tasks.forEach(Runnable::run);
        }
    }

    /**
     * Runs statements in a transaction that someone else, such as a store's commit, has begun on
     * this connection and will end: every {@link #read}, {@link #write} and {@link #writes} of this
     * thread joins it meanwhile.
     */
    public void within(Connection transaction, Runnable statements) {
        if (current.get() != null) {
            throw new IllegalStateException("This thread is in a transaction already");
        }
        var jdbi = Jdbi.create(transaction);
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        try (var handle = jdbi.open()) {
            as(
                    handle,
                    () -> {
                        statements.run();
                        return handle;
                    });
        }
    }

    /**
     * Connections that may write, for those who bring their own statements (stores, db-scheduler).
     * While this thread has a transaction, they are that transaction's: closing and committing are
     * then left to its owner.
     */
    public DataSource writes() {
        return joining;
    }

    /** Connections for single queries of those who bring their own, joined in the same way. */
    public DataSource reads() {
        return new JoiningDataSource(readPool, this::currentConnection, () -> {}, () -> {});
    }

    @Override
    public void close() {
        readPool.close();
        writePool.close();
    }

    private @Nullable Connection currentConnection() {
        var handle = current.get();
        return handle == null ? null : handle.getConnection();
    }

    private <T extends @Nullable Object> T as(Handle handle, Supplier<T> work) {
        current.set(handle);
        try {
            return work.get();
        } finally {
            current.remove();
        }
    }

    /** The one place where trouble with the database becomes a refusal. */
    private <T extends @Nullable Object> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw dialect.refusal(e);
        }
    }
}
