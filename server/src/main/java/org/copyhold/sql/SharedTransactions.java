package org.copyhold.sql;

import com.zaxxer.hikari.HikariDataSource;

import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Lets writers share a transaction, and so one sync of the disk, for a database with one writer.
 *
 * <p>Writers take turns. Who finds no transaction open begins one; who has others waiting behind it
 * leaves it open to the next; the last of them, or the {@value #MOST_WRITERS}th, commits it. Each
 * writer's statements are undone alone when they throw, by a savepoint of their own where others
 * came before, and each writer returns when the commit that has its statements is done. A lone
 * writer commits at once. Thread-safe.
 */
final class SharedTransactions {
    private static final int MOST_WRITERS = 50;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final HikariDataSource pool;
    private final Jdbi lent;

    /** Fair, so that nobody is overtaken. Whoever has it may use what is open. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private @Nullable Shared open;

    /**
     * @param pool has one connection
     */
    SharedTransactions(HikariDataSource pool) {
        this.pool = pool;
        this.lent = Jdbi.create(new Lender());
        lent.getConfig(Handles.class).setForceEndTransactions(false);
    }

    /** Runs statements; they are durable when this returns, and undone when they throw. */
    <T extends @Nullable Object> T write(Function<Handle, T> statements) {
        var came = System.nanoTime();
        Shared shared;
        T result;
        turn.lock();
        try {
            shared = open == null ? begin(came) : open;
            result = within(shared, statements);
        } finally {
            endUnlessNextGoesOn();
            turn.unlock();
        }
        shared.awaitCommit();
        return result;
    }

    private Shared begin(long came) {
        if (System.nanoTime() - came > PATIENCE_NANOS) {
            throw new TransactionException(
                    "No transaction was begun",
                    new SQLTransientException("The database was busy for too long."));
        }
        try {
            var connection = pool.getConnection();
            try {
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            var begun = new Shared(connection);
            open = begun;
            return begun;
        } catch (SQLException e) {
            throw new TransactionException("No transaction can be begun", e);
        }
    }

    private <T extends @Nullable Object> T within(Shared shared, Function<Handle, T> statements) {
        var before = shared.mark();
        T result;
        try (var handle = lent.open()) {
            result = statements.apply(handle);
        } catch (RuntimeException | Error e) {
            shared.undo(before, e);
            throw e;
        }
        shared.keep(before);
        return result;
    }

    private void endUnlessNextGoesOn() {
        var shared = open;
        if (shared != null && (shared.isFull() || !turn.hasQueuedThreads())) {
            open = null;
            shared.end(pool);
        }
    }

    /** The connection of what is open, which its owner closes. */
    private final class Lender implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return Objects.requireNonNull(open, "a writer has a transaction").connection;
        }

        @Override
        public void closeConnection(Connection connection) {
            // It is another's.
        }
    }

    /** One transaction and its writers. Only the one whose turn it is changes it. */
    private static final class Shared {
        private final Connection connection;
        private final CompletableFuture<Integer> commit = new CompletableFuture<>();
        private int writers;
        private boolean isLost;

        Shared(Connection connection) {
            this.connection = connection;
        }

        boolean isFull() {
            return isLost || writers >= MOST_WRITERS;
        }

        /** Null before the first writer: undoing it undoes the transaction, which has no other. */
        @Nullable Savepoint mark() {
            try {
                return writers == 0 ? null : connection.setSavepoint();
            } catch (SQLException e) {
                throw lost(e);
            }
        }

        void keep(@Nullable Savepoint since) {
            try {
                if (since != null) {
                    connection.releaseSavepoint(since);
                }
                writers++;
            } catch (SQLException e) {
                throw lost(e);
            }
        }

        void undo(@Nullable Savepoint since, Throwable why) {
            try {
                if (since == null) {
                    connection.rollback();
                    return;
                }
                connection.rollback(since);
                connection.releaseSavepoint(since);
            } catch (SQLException e) {
                why.addSuppressed(lost(e));
            }
        }

        void end(HikariDataSource pool) {
            try (connection) {
                if (isLost || writers == 0) {
                    commit.completeExceptionally(
                            new SQLTransientException("Another writer's trouble undid it."));
                    connection.rollback();
                    connection.setAutoCommit(true);
                } else {
                    // Commits, and unlike commit() begins no other, which would have to be ended.
                    connection.setAutoCommit(true);
                    commit.complete(writers);
                }
            } catch (SQLException e) {
                // Nobody knows what state such a connection is in: the next writer gets a new one.
                commit.completeExceptionally(e);
                pool.evictConnection(connection);
            }
        }

        /** Returns even an interrupted thread no sooner: it must know what became of its writes. */
        void awaitCommit() {
            try {
                commit.join();
            } catch (CompletionException e) {
                throw new TransactionException("The transaction could not be committed", e);
            }
        }

        /**
         * The database has ended the transaction by itself: it has nobody's statements any more.
         */
        private TransactionException lost(SQLException why) {
            isLost = true;
            return new TransactionException("The transaction was lost", why);
        }
    }
}
