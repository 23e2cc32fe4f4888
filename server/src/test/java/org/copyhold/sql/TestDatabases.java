package org.copyhold.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.copyhold.kit.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes databases for tests, empty and migrated; the caller closes them. */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /** One in a file of the folder. */
    public static Database sqlite(Path folder) {
        var database = Database.sqlite(folder.resolve("copyhold.db"));
        database.migrate();
        return database;
    }

    /** A new one on this process's PostgreSQL server. */
    public static Database postgres() {
        var database = postgresWithoutTables();
        database.migrate();
        return database;
    }

    static Database postgresWithoutTables() {
        var name = "test" + NUMBER.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("No database " + name, e);
        }
        return Database.postgres(
                Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", new Secret("postgres"));
    }

    /** Started when first needed, ended with the process. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
