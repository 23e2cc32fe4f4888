package org.copyhold.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.awaitility.Awaitility;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

final class SqliteDatabaseTest extends DatabaseContract {
    @Override
    Database open(Path folder) throws IOException {
        return Database.sqlite(Files.createFile(folder.resolve("copyhold.db")));
    }

    @Test
    void aNewFileHasWhatFlywayMakesOfAnEmptyOne() throws IOException {
        try (var made = Database.sqlite(folder.resolve("new.db"));
                var migrated = Database.sqlite(Files.createFile(folder.resolve("empty.db")))) {
            assertThat(migrated.migrate()).isTrue();

            assertThat(schema(made)).isEqualTo(schema(migrated)).hasSizeGreaterThan(50);
            assertThat(made.migrate()).isFalse();
        }
    }

    private static List<String> schema(Database database) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "select type || ' ' || name || ' ' || coalesce(sql, '')"
                                                + " from sqlite_schema order by 1")
                                .mapTo(String.class)
                                .list());
    }

    @Test
    void whatALostDatabaseLeftBehindIsNotReadIntoANewOne() throws IOException {
        try (var lost = Database.sqlite(folder.resolve("lost.db"))) {
            lost.write(handle -> handle.execute("create table thing (name text)"));
            Files.copy(folder.resolve("lost.db-wal"), folder.resolve("again.db-wal"));
        }

        try (var again = Database.sqlite(folder.resolve("again.db"))) {
            assertThat(schema(again)).noneMatch(line -> line.startsWith("table thing"));
        }
    }

    @Test
    void aFullDatabaseIsServiceUnavailable() {
        try (var database = Database.sqlite(folder.resolve("full.db"))) {
            database.write(handle -> handle.execute("create table thing (name text)"));

            assertThatThrownBy(
                            () ->
                                    database.write(
                                            handle -> {
                                                handle.execute("pragma max_page_count = 1");
                                                return handle.execute(
                                                        "insert into thing values"
                                                                + " (hex(randomblob(100000)))");
                                            }))
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
                                assertThat(e.message()).contains("full");
                                assertThat(e).hasCauseInstanceOf(RuntimeException.class);
                            });

            database.write(handle -> handle.execute("pragma max_page_count = 100000"));
            assertThat(
                            database.<Integer>write(
                                    handle -> handle.execute("insert into thing values ('a')")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aReadCannotWrite() {
        try (var database = Database.sqlite(folder.resolve("read.db"))) {
            assertThatThrownBy(
                            () ->
                                    database.read(
                                            handle -> handle.execute("create table t (a text)")))
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void writersThatWaitShareOneTransaction() throws Exception {
        try (var database = Database.sqlite(folder.resolve("shared.db"));
                var threads = Executors.newCachedThreadPool()) {
            database.write(handle -> handle.execute("create table thing (name text)"));
            var isHeld = new CountDownLatch(1);
            var open = new CountDownLatch(1);
            var seen = new ConcurrentLinkedQueue<Integer>();
            var writers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 5; i++) {
                Callable<Integer> writer =
                        () ->
                                database.write(
                                        handle -> {
                                            isHeld.countDown();
                                            await(open);
                                            seen.add(committed(database));
                                            return handle.execute("insert into thing values ('a')");
                                        });
                writers.add(threads.submit(writer));
            }
            await(isHeld);
            Awaitility.await().until(() -> waitingThreads() >= 4);

            open.countDown();

            for (var writer : writers) {
                assertThat(writer.get()).isEqualTo(1);
            }
            assertThat(seen).containsOnly(0).hasSize(5);
            assertThat(committed(database)).isEqualTo(5);
        }
    }

    /** Threads that wait for their turn to write. */
    private static long waitingThreads() {
        return Thread.getAllStackTraces().values().stream()
                .filter(
                        stack ->
                                Stream.of(stack)
                                        .anyMatch(
                                                frame ->
                                                        frame.getClassName()
                                                                        .endsWith(
                                                                                "SharedTransactions")
                                                                && frame.getMethodName()
                                                                        .equals("write")))
                .filter(
                        stack ->
                                Stream.of(stack)
                                        .anyMatch(frame -> frame.getMethodName().equals("lock")))
                .count();
    }

    /** What others see, on a thread that has no transaction. */
    private static int committed(Database database) {
        try (var other = Executors.newSingleThreadExecutor()) {
            return other.submit(
                            () ->
                                    database.read(
                                            handle ->
                                                    handle.createQuery("select count(*) from thing")
                                                            .mapTo(Integer.class)
                                                            .one()))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
