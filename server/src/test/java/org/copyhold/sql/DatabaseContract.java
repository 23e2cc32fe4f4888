package org.copyhold.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** What every database promises. */
abstract class DatabaseContract {
    @TempDir Path folder;
    private Database database;

    /** A new database without tables. */
    abstract Database open(Path folder) throws IOException;

    @BeforeEach
    void openAndMigrate() throws IOException {
        database = open(folder);
        database.migrate();
        database.write(handle -> handle.execute("create table thing (name text primary key)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aMigratedDatabaseNeedsNoSecondMigration() {
        assertThat(database.migrate()).isFalse();
    }

    @Test
    void aFreshDatabaseIsMigratedAndFlywayAgreesWithTheBundledList() throws SQLException {
        var names = new ArrayList<String>();
        for (var migration :
                Migrations.flyway(database.writes(), Dialect.POSTGRESQL).info().all()) {
            names.add(migration.getScript());
        }

        assertThat(Migrations.ALL).hasSameSizeAs(names);
        assertThat(Migrations.ALL).allSatisfy(name -> assertThat(names).anyMatch(name::endsWith));
    }

    @Test
    void aDatabaseThatHasLaterMigrationsTakesAnEarlierOneThatCameSince() {
        database.write(
                handle -> {
                    handle.execute("drop table vault_key_earlier");
                    handle.execute("alter table vault drop column key_disabled_at");
                    handle.execute("alter table recovery_point drop column key_version");
                    return handle.execute("delete from flyway_schema_history where version = '16'");
                });

        assertThat(database.migrate()).isTrue();

        assertThat(
                        database.<Long>read(
                                handle ->
                                        handle.createQuery("select count(*) from vault_key_earlier")
                                                .mapTo(Long.class)
                                                .one()))
                .isZero();
        assertThat(database.migrate()).isFalse();
    }

    @Test
    void aWriteThatThrowsLeavesNothing() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            add(handle, "a");
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(names()).isZero();
    }

    @Test
    void aWriteWithinAWriteIsPartOfIt() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            database.write(inner -> add(inner, "a"));
                                            assertThat(names()).isEqualTo(1);
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(names()).isZero();
    }

    @Test
    void othersStatementsJoinTheTransactionOfTheirThread() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            try (var connection =
                                                    database.writes().getConnection()) {
                                                connection.setAutoCommit(false);
                                                connection
                                                        .createStatement()
                                                        .execute("insert into thing values ('a')");
                                                connection.commit();
                                            } catch (SQLException e) {
                                                throw new IllegalStateException(e);
                                            }
                                            assertThat(names()).isEqualTo(1);
                                            throw new IllegalArgumentException("no");
                                        }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(names()).isZero();
    }

    @Test
    void whatIsOwedAfterACommitIsDoneThenAndOnce() {
        var seen = new ArrayList<Integer>();

        database.write(
                handle -> {
                    add(handle, "a");
                    database.write(_ -> owe(seen));
                    assertThat(seen).isEmpty();
                    return handle;
                });
        assertThat(seen).containsExactly(1);
        database.write(handle -> add(handle, "b"));
        assertThat(seen).hasSize(1);

        owe(seen);
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void whatIsOwedAfterACommitIsNeverDoneWhenTheTransactionIsUndone() {
        var seen = new ArrayList<Integer>();

        assertThatThrownBy(
                        () ->
                                database.write(
                                        _ -> {
                                            owe(seen);
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        database.write(handle -> add(handle, "a"));

        assertThat(seen).isEmpty();
    }

    @Test
    void whatIsOwedAfterAnothersCommitIsDoneWhenItCommits() throws SQLException {
        var seen = new ArrayList<Integer>();
        try (var connection = database.writes().getConnection()) {
            connection.setAutoCommit(false);
            database.within(connection, () -> owe(seen));
            connection.rollback();
            database.within(
                    connection,
                    () -> {
                        database.write(handle -> add(handle, "a"));
                        owe(seen);
                    });
            assertThat(seen).isEmpty();
            connection.commit();
            assertThat(seen).containsExactly(1);
            connection.setAutoCommit(true);
        }
    }

    /** Owes a look at the names from outside of every transaction. */
    private boolean owe(List<Integer> seen) {
        database.afterCommit(() -> seen.add(names()));
        return true;
    }

    @Test
    void othersStatementsStandAloneWithoutATransaction() throws SQLException {
        try (var connection = database.writes().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into thing values ('a')");
        }

        assertThat(names()).isEqualTo(1);
    }

    @Test
    void keepersJoinATransactionThatAnotherHasBegun() throws SQLException {
        try (var connection = database.writes().getConnection()) {
            connection.setAutoCommit(false);
            database.within(
                    connection,
                    () -> {
                        database.write(handle -> add(handle, "a"));
                        assertThat(names()).isEqualTo(1);
                    });
            assertThat(connection.isClosed()).isFalse();
            connection.rollback();

            database.within(connection, () -> database.write(handle -> add(handle, "b")));
            connection.commit();
            connection.setAutoCommit(true);
        }

        List<String> names =
                database.read(
                        handle ->
                                handle.createQuery("select name from thing")
                                        .mapTo(String.class)
                                        .list());
        assertThat(names).containsExactly("b");
    }

    @Test
    void aBrokenRuleIsABugAndNoTroubleOfTheDatabase() {
        database.write(handle -> add(handle, "a"));

        assertThatThrownBy(() -> database.write(handle -> add(handle, "a")))
                .isInstanceOf(org.jdbi.v3.core.JdbiException.class);
    }

    @Test
    void manyWritersWaitForEachOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 50; i++) {
                var name = "n" + i;
                tasks.add(() -> database.write(handle -> add(handle, name)));
            }
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(1);
            }
        }

        assertThat(names()).isEqualTo(50);
    }

    @Test
    void aWriterThatFailsAmongOthersUndoesItsOwnStatementsAlone() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 200; i++) {
                tasks.add(writer(i));
            }
            var kept = 0;
            for (var done : threads.invokeAll(tasks)) {
                kept += done.get() ? 1 : 0;
            }
            assertThat(kept).isEqualTo(100);
        }

        assertThat(names()).isEqualTo(100);
        List<String> odd =
                database.read(
                        handle ->
                                handle.createQuery("select name from thing where name like 'odd%'")
                                        .mapTo(String.class)
                                        .list());
        assertThat(odd).isEmpty();
    }

    @Test
    void anInterruptedWriterLearnsWhatBecameOfItsStatements() throws Exception {
        var outcome = new CompletableFuture<Boolean>();
        Thread.ofPlatform()
                .start(
                        () -> {
                            database.write(
                                    handle -> {
                                        Thread.currentThread().interrupt();
                                        return add(handle, "a");
                                    });
                            outcome.complete(Thread.interrupted());
                        })
                .join();

        assertThat(outcome).isCompletedWithValue(true);
        assertThat(names()).isEqualTo(1);
    }

    /** Writes a name; each second one adds another row and then throws. */
    private Callable<Boolean> writer(int number) {
        return () -> {
            try {
                return database.write(
                        handle -> {
                            add(handle, (number % 2 == 0 ? "even" : "odd") + number);
                            if (number % 2 == 1) {
                                throw new IllegalStateException("no");
                            }
                            return true;
                        });
            } catch (IllegalStateException e) {
                return false;
            }
        };
    }

    private static int add(Handle handle, String name) {
        return handle.createUpdate("insert into thing (name) values (:name)")
                .bind("name", name)
                .execute();
    }

    private int names() {
        return database.read(
                handle ->
                        handle.createQuery("select count(*) from thing")
                                .mapTo(Integer.class)
                                .one());
    }
}
