package org.copyhold.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.awaitility.Awaitility;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class SqliteDatabaseTest extends DatabaseContract {
    @Override
    Database open(Path folder) {
        return Database.sqlite(folder.resolve("copyhold.db"));
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
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            database.write(handle -> handle.execute("create table thing (name text)"));
            var first = new CountDownLatch(1);
            var seen = new ConcurrentLinkedQueue<Integer>();
            var writers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 5; i++) {
                writers.add(
                        threads.submit(
                                () ->
                                        database.write(
                                                handle -> {
                                                    await(first);
                                                    seen.add(committed(database, threads));
                                                    return handle.execute(
                                                            "insert into thing values ('a')");
                                                })));
            }
            Awaitility.await().until(() -> writers.size() == 5 && seen.isEmpty());

            first.countDown();

            for (var writer : writers) {
                assertThat(writer.get()).isEqualTo(1);
            }
            // Writers who came in time were in one transaction: it was not committed between them.
            assertThat(seen).hasSize(5).filteredOn(count -> count == 0).hasSizeGreaterThan(1);
            assertThat(committed(database, threads)).isEqualTo(5);
        }
    }

    private static int committed(Database database, ExecutorService threads) {
        try {
            return threads.submit(
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
