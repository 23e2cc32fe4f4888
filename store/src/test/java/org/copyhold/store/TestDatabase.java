package org.copyhold.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.flywaydb.core.Flyway;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * A fresh database with the stores' tables, as a server would give it: one connection that writes,
 * several that read.
 */
public final class TestDatabase implements AutoCloseable {
    private final HikariDataSource writes;
    private final HikariDataSource reads;

    private TestDatabase(
            HikariDataSource writes, HikariDataSource reads, Map<String, String> words) {
        this.writes = writes;
        this.reads = reads;
        Flyway.configure()
                .dataSource(writes)
                .locations("classpath:org/copyhold/store/migration")
                .placeholders(words)
                .load()
                .migrate();
    }

    /** A SQLite database in this folder. */
    public static TestDatabase sqlite(Path folder) {
        var url = "jdbc:sqlite:" + folder.resolve("stores-" + UUID.randomUUID() + ".db");
        return new TestDatabase(
                sqlitePool(url, 1, "IMMEDIATE"),
                sqlitePool(url, 4, "DEFERRED"),
                Map.of(
                        "identity",
                        "integer primary key autoincrement",
                        "numberChunks",
                        "",
                        "chunkNumber",
                        "rowid"));
    }

    private static HikariDataSource sqlitePool(String url, int size, String mode) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
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
        return new TestDatabase(
                postgresPool(url, 8),
                postgresPool(url, 4),
                Map.of(
                        "identity",
                        "bigint generated always as identity primary key",
                        "numberChunks",
                        "alter table store_chunk add column number bigint generated always as"
                                + " identity;",
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
