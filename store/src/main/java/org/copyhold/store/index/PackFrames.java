package org.copyhold.store.index;

import org.copyhold.store.chunk.Sid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What one store's index looks for in each pack. Thread-safe. */
public final class PackFrames {
    private final StoreDatabase database;
    private final long store;

    PackFrames(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /** What the index looks for in a pack, by where it lies. */
    public List<Frame> of(long pack) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select sid, pack_offset, length from store_chunk where pack ="
                                            + " ? order by pack_offset")) {
                        statement.setLong(1, pack);
                        var entries = new ArrayList<Frame>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                entries.add(
                                        new Frame(
                                                Sid.of(rows.getBytes(1)),
                                                rows.getLong(2),
                                                rows.getInt(3)));
                            }
                        }
                        return entries;
                    }
                });
    }

    /** A frame in a pack. */
    public record Frame(Sid sid, long offset, int length) {}

    /** Looks for these frames in this pack no more; they have to be LIVE in another. */
    public void forget(long pack, Collection<Sid> sids) {
        Batches.forEach(
                sids,
                Batches.IDS,
                some ->
                        database.write(
                                connection -> {
                                    try (var statement =
                                            connection.prepareStatement(
                                                    "delete from store_chunk where store = ? and"
                                                            + " sid = ? and pack = ?")) {
                                        for (var sid : some) {
                                            statement.setLong(1, store);
                                            statement.setBytes(2, sid.bytes());
                                            statement.setLong(3, pack);
                                            statement.addBatch();
                                        }
                                        return statement.executeBatch().length;
                                    }
                                }));
    }
}
