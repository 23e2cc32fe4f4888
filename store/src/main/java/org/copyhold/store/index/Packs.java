package org.copyhold.store.index;

import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackEntry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The catalogue of one store's packs: WRITING, LIVE, DELETING, and who holds which. Thread-safe.
 *
 * <p>A pack's row is written to before it is decided upon, even where nothing changes: that is what
 * makes two transactions on one pack wait for each other in PostgreSQL.
 */
public final class Packs {
    static final String ROW =
            "select id, name, kind, state, bytes, frames, writer from store_pack ";

    private final StoreDatabase database;
    private final long store;

    Packs(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /**
     * Holds packs for a job.
     *
     * @return those that are LIVE and so can be held
     */
    public Set<Long> hold(Work work, Collection<Long> packs) {
        var granted = new HashSet<Long>();
        Batches.forEach(
                packs,
                Batches.IDS,
                some ->
                        granted.addAll(
                                database.write(
                                        connection -> {
                                            Works.check(connection, work);
                                            return holdSome(connection, work, some);
                                        })));
        return granted;
    }

    private static List<Long> holdSome(Connection connection, Work work, List<Long> packs)
            throws SQLException {
        var marks = Batches.marks(packs.size());
        var live = new ArrayList<Long>();
        try (var statement =
                connection.prepareStatement(
                        "update store_pack set stamp = stamp where state = 'LIVE' and id in ("
                                + marks
                                + ") returning id")) {
            setLongs(statement, 1, packs);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    live.add(rows.getLong(1));
                }
            }
        }
        try (var statement =
                connection.prepareStatement(
                        "insert into store_hold (job, pack) values (?, ?) on conflict do"
                                + " nothing")) {
            for (long pack : live) {
                statement.setString(1, work.job());
                statement.setLong(2, pack);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return live;
    }

    /** Asks for the right to write a pack, and for a hold on it. */
    public Claim claim(Work work, PackKind kind, Footer footer) {
        return database.write(
                connection -> {
                    Works.check(connection, work);
                    insert(connection, work, kind, footer);
                    return decide(connection, work, footer.packName());
                });
    }

    private void insert(Connection connection, Work work, PackKind kind, Footer footer)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_pack (store, name, kind, state, writer, bytes, frames)
                        values (?, ?, ?, 'WRITING', ?, ?, ?)
                        on conflict (store, name) do update set name = excluded.name
                        """)) {
            statement.setLong(1, store);
            statement.setString(2, footer.packName());
            statement.setString(3, kind.name());
            statement.setString(4, work.job());
            statement.setLong(5, footer.packBytes());
            statement.setInt(6, footer.entries().size());
            statement.executeUpdate();
        }
    }

    private Claim decide(Connection connection, Work work, String name) throws SQLException {
        try (var statement = connection.prepareStatement(ROW + "where store = ? and name = ?")) {
            statement.setLong(1, store);
            statement.setString(2, name);
            try (var rows = statement.executeQuery()) {
                rows.next();
                var pack = row(rows);
                var writer = rows.getString(7);
                return switch (pack.state()) {
                    case DELETING ->
                            PackRemoval.takeBack(connection, work, pack.id(), database.now())
                                    ? new Claim.Granted(pack.id())
                                    : new Claim.Condemned(pack);
                    case LIVE -> {
                        holdSome(connection, work, List.of(pack.id()));
                        yield new Claim.Present(pack.id());
                    }
                    case WRITING -> {
                        if (!work.job().equals(writer)) {
                            yield new Claim.Taken(writer);
                        }
                        Holds.add(connection, work, pack.id());
                        yield new Claim.Granted(pack.id());
                    }
                };
            }
        }
    }

    /**
     * Says where a published pack's frames lie, and makes it LIVE with the last of them.
     *
     * @param crc32c of the whole pack, where it is known
     */
    public void publish(Work work, long pack, List<PackEntry> entries, OptionalInt crc32c) {
        var sorted = new ArrayList<>(entries);
        sorted.sort((one, other) -> one.sid().compareTo(other.sid()));
        for (int from = 0; from < sorted.size(); from += Batches.ROWS) {
            var some = sorted.subList(from, Math.min(from + Batches.ROWS, sorted.size()));
            boolean last = from + Batches.ROWS >= sorted.size();
            database.write(
                    connection -> {
                        Works.check(connection, work);
                        insertChunks(connection, pack, some);
                        if (last) {
                            goLive(connection, work, pack, crc32c);
                        }
                        return some.size();
                    });
        }
    }

    private void insertChunks(Connection connection, long pack, List<PackEntry> entries)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_chunk (store, sid, pack, pack_offset, length) values (?, ?, ?, ?, ?)
                        on conflict do nothing
                        """)) {
            for (var entry : entries) {
                statement.setLong(1, store);
                statement.setBytes(2, entry.sid().bytes());
                statement.setLong(3, pack);
                statement.setLong(4, entry.offset());
                statement.setInt(5, entry.length());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void goLive(Connection connection, Work work, long pack, OptionalInt crc32c)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "update store_pack set state = 'LIVE', writer = null, crc32c = ? where id ="
                                + " ? and state = 'WRITING' and writer = ?")) {
            if (crc32c.isPresent()) {
                statement.setLong(1, crc32c.getAsInt());
            } else {
                statement.setNull(1, Types.BIGINT);
            }
            statement.setLong(2, pack);
            statement.setString(3, work.job());
            if (statement.executeUpdate() != 1) {
                throw new StoreException.Locked(
                        "Pack row " + pack + " is not job " + work.job() + "'s to write any more.",
                        "Nothing to do; the job begins again.");
            }
        }
    }

    /** The CRC32C of a whole pack; empty for one that was made LIVE without. */
    public OptionalInt crc32c(long pack) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select crc32c from store_pack where id = ? and crc32c is not"
                                            + " null")) {
                        statement.setLong(1, pack);
                        try (var rows = statement.executeQuery()) {
                            return rows.next()
                                    ? OptionalInt.of((int) rows.getLong(1))
                                    : OptionalInt.empty();
                        }
                    }
                });
    }

    /** Puts down the CRC32C of a pack that was made LIVE without. */
    public void remember(long pack, int crc32c) {
        if (crc32c(pack).isPresent()) {
            return;
        }
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "update store_pack set crc32c = ? where id = ? and crc32c is"
                                            + " null")) {
                        statement.setLong(1, crc32c);
                        statement.setLong(2, pack);
                        return statement.executeUpdate();
                    }
                });
    }

    /** The packs that a job has begun and not made LIVE. */
    public List<PackRow> writtenBy(String job) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    ROW
                                            + "where store = ? and state = 'WRITING' and writer = ?"
                                            + " order by id")) {
                        statement.setLong(1, store);
                        statement.setString(2, job);
                        return rows(statement);
                    }
                });
    }

    /** The pack of this name, if the catalogue has it. */
    public Optional<PackRow> named(String name) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(ROW + "where store = ? and name = ?")) {
                        statement.setLong(1, store);
                        statement.setString(2, name);
                        return rows(statement).stream().findFirst();
                    }
                });
    }

    /** The LIVE packs that a job wrote, or holds though no commit has needed them so far. */
    public List<PackRow> broughtBy(Work work) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    ROW
                                            + """
                                            where store = ? and state = 'LIVE' and id in (select h.pack
                                                from store_hold h join store_pack p on p.id = h.pack
                                                where h.job = ? and (h.brought = 1 or p.stamp is null))
                                            order by id
                                            """)) {
                        statement.setLong(1, store);
                        statement.setString(2, work.job());
                        return rows(statement);
                    }
                });
    }

    /** What the catalogue says of these packs, in no order. */
    public List<PackRow> rows(Collection<Long> packs) {
        var found = new ArrayList<PackRow>();
        Batches.forEach(
                packs,
                Batches.IDS,
                some ->
                        found.addAll(
                                database.read(
                                        connection -> {
                                            try (var statement =
                                                    connection.prepareStatement(
                                                            ROW
                                                                    + "where id in ("
                                                                    + Batches.marks(some.size())
                                                                    + ")")) {
                                                setLongs(statement, 1, some);
                                                return rows(statement);
                                            }
                                        })));
        return found;
    }

    /**
     * Packs in the order of their rows, to go through all of them in portions.
     *
     * @param after number of the last row seen, 0 to begin
     */
    public List<PackRow> after(long after, int limit) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    ROW
                                            + "where store = ? and id > ? order by id limit "
                                            + limit)) {
                        statement.setLong(1, store);
                        statement.setLong(2, after);
                        return rows(statement);
                    }
                });
    }

    /**
     * Packs that no commit ever needed and no job holds, and those whose deletion was begun: they
     * may go at once, but for those that the storage may keep.
     */
    public List<PackRow> unneeded() {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    ROW
                                            + """
                                            where store = ? and (state = 'DELETING' or stamp is null
                                                and not exists (select 1 from store_hold h where h.pack = store_pack.id))
                                                and (locked_until is null or locked_until <= ?)
                                            order by id
                                            """)) {
                        statement.setLong(1, store);
                        statement.setLong(2, database.now());
                        return rows(statement);
                    }
                });
    }

    static List<PackRow> rows(PreparedStatement statement) throws SQLException {
        var packs = new ArrayList<PackRow>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                packs.add(row(rows));
            }
        }
        return packs;
    }

    private static PackRow row(ResultSet rows) throws SQLException {
        return new PackRow(
                rows.getLong(1),
                rows.getString(2),
                PackKind.valueOf(rows.getString(3)),
                PackState.valueOf(rows.getString(4)),
                rows.getLong(5),
                rows.getInt(6));
    }

    private static void setLongs(PreparedStatement statement, int from, List<Long> values)
            throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setLong(from + i, values.get(i));
        }
    }
}
