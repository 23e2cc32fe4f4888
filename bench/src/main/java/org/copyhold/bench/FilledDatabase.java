package org.copyhold.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.seal.FrameType;
import org.flywaydb.core.Flyway;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The stores' tables in SQLite with the server's settings, and chunks that nobody has. */
final class FilledDatabase implements AutoCloseable {
    private static final int A_PACK = 31;
    private static final int FRAME_BYTES = 1 << 20;
    private static final int PACKS_AT_ONCE = 4_096;

    private final HikariDataSource writes;
    private final HikariDataSource reads;
    private long filled;

    FilledDatabase(Path folder) {
        var url = "jdbc:sqlite:" + folder.resolve("growth.db");
        writes = pool(url, 1, "IMMEDIATE");
        reads = pool(url, 4, "DEFERRED");
        Flyway.configure()
                .dataSource(writes)
                .locations("classpath:org/copyhold/store/migration")
                .placeholders(
                        Map.of(
                                "identity",
                                "integer primary key autoincrement",
                                "numberChunks",
                                "",
                                "chunkNumber",
                                "rowid"))
                .load()
                .migrate();
    }

    private static HikariDataSource pool(String url, int size, String mode) {
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

    HikariDataSource writes() {
        return writes;
    }

    HikariDataSource reads() {
        return reads;
    }

    /** The chunk of a number. */
    private static Sid sid(long number) {
        var words = new SplittableRandom(number);
        return new Sid(words.nextLong(), words.nextLong(), words.nextLong(), words.nextLong());
    }

    /** Some of the chunks that it was filled with. */
    Collection<Sid> some(int count, Random random) {
        var some = new HashSet<Sid>();
        while (some.size() < count) {
            some.add(sid(random.nextLong(filled)));
        }
        return some;
    }

    /** Where so many frames lie in a pack of theirs. */
    static List<PackEntry> entries(int count, int frameBytes, Supplier<Sid> sids) {
        var entries = new ArrayList<PackEntry>();
        int at = 8;
        for (int i = 0; i < count; i++) {
            entries.add(new PackEntry(sids.get(), at, frameBytes, FrameType.CHUNK));
            at += frameBytes;
        }
        return entries;
    }

    /** Fills the index of the store of this UUID until it has so many chunks. */
    void fill(String uuid, long chunks) throws SQLException {
        try (var connection = writes.getConnection()) {
            try (var pragma = connection.createStatement()) {
                pragma.execute("pragma cache_size = -1000000");
            }
            connection.setAutoCommit(false);
            long store = store(connection, uuid);
            while (filled < chunks) {
                fillSome(connection, store, chunks);
                connection.commit();
            }
            connection.setAutoCommit(true);
            try (var pragma = connection.createStatement()) {
                pragma.execute("pragma cache_size = -2000");
            }
        }
    }

    private record Row(long pack, PackEntry entry) {}

    private void fillSome(Connection connection, long store, long until) throws SQLException {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < PACKS_AT_ONCE && filled < until; i++) {
            int count = (int) Math.min(A_PACK, until - filled);
            var footer = new Footer(entries(count, FRAME_BYTES, () -> sid(filled++)));
            long pack = insertPack(connection, store, footer);
            footer.entries().forEach(entry -> rows.add(new Row(pack, entry)));
        }
        rows.sort((one, other) -> one.entry().sid().compareTo(other.entry().sid()));
        try (var statement =
                connection.prepareStatement(
                        "insert into store_chunk (store, sid, pack, pack_offset, length) values (?,"
                                + " ?, ?, ?, ?)")) {
            for (int at = 0; at < rows.size(); at++) {
                insert(statement, store, rows.get(at));
                if (at % 1_000 == 999 || at == rows.size() - 1) {
                    statement.executeBatch();
                }
            }
        }
    }

    private static void insert(PreparedStatement statement, long store, Row row)
            throws SQLException {
        statement.setLong(1, store);
        statement.setBytes(2, row.entry().sid().bytes());
        statement.setLong(3, row.pack());
        statement.setLong(4, row.entry().offset());
        statement.setInt(5, row.entry().length());
        statement.addBatch();
    }

    private static long store(Connection connection, String uuid) throws SQLException {
        try (var statement =
                connection.prepareStatement("select id from store_store where uuid = ?")) {
            statement.setString(1, uuid);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static long insertPack(Connection connection, long store, Footer footer)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_pack (store, name, kind, state, bytes, frames, stamp, crc32c)
                        values (?, ?, 'DATA', 'LIVE', ?, ?, 1, 0) returning id
                        """)) {
            statement.setLong(1, store);
            statement.setString(2, footer.packName());
            statement.setLong(3, footer.packBytes());
            statement.setInt(4, footer.entries().size());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public void close() {
        reads.close();
        writes.close();
    }
}
