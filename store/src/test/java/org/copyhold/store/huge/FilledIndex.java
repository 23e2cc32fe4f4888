package org.copyhold.store.huge;

import org.copyhold.store.pack.PackEntry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import javax.sql.DataSource;

/** Tells an index of packs that nobody has written. Not thread-safe. */
final class FilledIndex {
    private static final int PACKS_AT_ONCE = 4096;
    private static final int STATEMENTS_AT_ONCE = 1024;

    private final DataSource database;
    private final ManifestPacks packs;

    FilledIndex(DataSource database, ManifestPacks packs) {
        this.database = database;
        this.packs = packs;
    }

    private record Chunk(long pack, PackEntry entry) {}

    /** All packs are LIVE and needed in the store of this UUID. */
    void fill(String uuid) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            long store = store(connection, uuid);
            for (int from = 0; from < packs.count(); from += PACKS_AT_ONCE) {
                var chunks = new ArrayList<Chunk>();
                int to = Math.min(from + PACKS_AT_ONCE, packs.count());
                for (int pack = from; pack < to; pack++) {
                    long row = insertPack(connection, store, pack);
                    packs.footer(pack)
                            .entries()
                            .forEach(entry -> chunks.add(new Chunk(row, entry)));
                }
                insertChunks(connection, store, chunks);
                connection.commit();
            }
            connection.setAutoCommit(true);
        }
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

    private long insertPack(Connection connection, long store, int pack) throws SQLException {
        var footer = packs.footer(pack);
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_pack (store, name, kind, state, bytes, frames, stamp, crc32c)
                        values (?, ?, ?, 'LIVE', ?, ?, 1, 0) returning id
                        """)) {
            statement.setLong(1, store);
            statement.setString(2, footer.packName());
            statement.setString(3, packs.isOfPages(pack) ? "PAGES" : "DATA");
            statement.setLong(4, footer.packBytes());
            statement.setInt(5, footer.entries().size());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void insertChunks(Connection connection, long store, List<Chunk> chunks)
            throws SQLException {
        chunks.sort(Comparator.comparing(chunk -> chunk.entry().sid()));
        try (var statement =
                connection.prepareStatement(
                        "insert into store_chunk (store, sid, pack, pack_offset, length) values (?,"
                                + " ?, ?, ?, ?)")) {
            int waiting = 0;
            for (var chunk : chunks) {
                statement.setLong(1, store);
                statement.setBytes(2, chunk.entry().sid().bytes());
                statement.setLong(3, chunk.pack());
                statement.setLong(4, chunk.entry().offset());
                statement.setInt(5, chunk.entry().length());
                statement.addBatch();
                if (++waiting == STATEMENTS_AT_ONCE) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
        }
    }
}
