package org.copyhold.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

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
}
