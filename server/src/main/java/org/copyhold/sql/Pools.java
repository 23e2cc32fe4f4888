package org.copyhold.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.copyhold.kit.Secret;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import java.nio.file.Path;
import java.time.Duration;

/** Makes the connection pools of each database. */
final class Pools {
    /** How long a statement waits for a connection or a lock before the database counts as gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int SQLITE_READERS =
            Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int POSTGRES_CONNECTIONS = 16;
    private static final int WRITER_CACHE_KIB = 32 * 1024;
    private static final int READER_CACHE_KIB = 8 * 1024;

    private Pools() {}

    /**
     * The one connection that writes: SQLite has one write lock, and a fair queue beats retries.
     */
    static HikariDataSource sqliteWriter(Path file) {
        var config = new SQLiteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setCacheSize(-WRITER_CACHE_KIB);
        var pool = pool("sqlite-writer", 1);
        pool.setDataSource(source(file, config));
        return new HikariDataSource(pool);
    }

    static HikariDataSource sqliteReaders(Path file) {
        var config = new SQLiteConfig();
        config.setCacheSize(-READER_CACHE_KIB);
        var pool = pool("sqlite-readers", SQLITE_READERS);
        pool.setDataSource(source(file, config));
        pool.setConnectionInitSql("pragma query_only = 1");
        return new HikariDataSource(pool);
    }

    static HikariDataSource postgres(String url, String user, Secret password) {
        var pool = pool("postgresql", POSTGRES_CONNECTIONS);
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password.reveal());
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.setMinimumIdle(2);
        return new HikariDataSource(pool);
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(Math.toIntExact(PATIENCE.toMillis()));
        config.enforceForeignKeys(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private static HikariConfig pool(String name, int connections) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return config;
    }
}
