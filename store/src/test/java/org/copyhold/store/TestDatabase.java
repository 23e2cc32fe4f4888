package org.copyhold.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.flywaydb.core.Flyway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * A fresh database with the stores' tables, as a server would give it: one connection that writes,
 * several that read.
 */
public final class TestDatabase implements AutoCloseable {
    private static final Map<String, String> SQLITE_WORDS =
            Map.of(
                    "identity",
                    "integer primary key autoincrement",
                    "numberChunks",
                    "",
                    "chunkNumber",
                    "rowid");

    private final HikariDataSource writes;
    private final HikariDataSource reads;

    private TestDatabase(HikariDataSource writes, HikariDataSource reads) {
        this.writes = writes;
        this.reads = reads;
    }

    private TestDatabase migrated(Map<String, String> words) {
        Flyway.configure()
                .dataSource(writes)
                .locations("classpath:org/copyhold/store/migration")
                .placeholders(words)
                .load()
                .migrate();
        return this;
    }

    /** A SQLite database in this folder. */
    public static TestDatabase sqlite(Path folder) {
        return sqlite(folder, "FULL").migrated(SQLITE_WORDS);
    }

    /**
     * A SQLite database in this folder that would lose what it holds with the machine's power, and
     * is quick: for tests in which only processes die.
     */
    public static TestDatabase unsynced(Path folder) {
        try {
            var file = folder.resolve("stores-" + UUID.randomUUID() + ".db");
            Files.write(file, Template.EMPTY);
            return sqliteAt(file, "OFF");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestDatabase sqlite(Path folder, String synchronous) {
        return sqliteAt(folder.resolve("stores-" + UUID.randomUUID() + ".db"), synchronous);
    }

    private static TestDatabase sqliteAt(Path file, String synchronous) {
        var url = "jdbc:sqlite:" + file;
        return new TestDatabase(
                sqlitePool(url, 1, "IMMEDIATE", synchronous),
                sqlitePool(url, 4, "DEFERRED", synchronous));
    }

    private static HikariDataSource sqlitePool(
            String url, int size, String mode, String synchronous) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", synchronous);
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", "10000");
        config.addDataSourceProperty("transaction_mode", mode);
        return new HikariDataSource(config);
    }

    /** A PostgreSQL database of its own on the one server that all tests share. */
    public static TestDatabase postgres() {
        var name = "stores_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("No database for tests", e);
        }
        var url = Server.RUNNING.getJdbcUrl("postgres", name);
        return new TestDatabase(postgresPool(url, 8), postgresPool(url, 4))
                .migrated(
                        Map.of(
                                "identity",
                                "bigint generated always as identity primary key",
                                "numberChunks",
                                "alter table store_chunk add column number bigint generated always"
                                        + " as identity;",
                                "chunkNumber",
                                "number"));
    }

    private static HikariDataSource postgresPool(String url, int size) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    public HikariDataSource writes() {
        return writes;
    }

    public HikariDataSource reads() {
        return reads;
    }

    @Override
    public void close() {
        reads.close();
        writes.close();
    }

    /** The bytes of an empty database, made when first asked for. */
    private static final class Template {
        static final byte[] EMPTY = make();

        private static byte[] make() {
            try {
                var file = Files.createTempFile("stores-", ".db");
                sqliteAt(file, "OFF").migrated(SQLITE_WORDS).close();
                var bytes = Files.readAllBytes(file);
                Files.delete(file);
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Started when first asked for; it ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new IllegalStateException("The embedded PostgreSQL server does not start", e);
            }
        }
    }
}
