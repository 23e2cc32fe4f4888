package org.copyhold.store.index;

import org.copyhold.store.Work;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.Retention.Mode;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the storage of one store was asked to keep, and was seen to keep: packs, points, and what
 * was to go and may not yet. Thread-safe.
 *
 * <p>A pack is put down as locked before the storage is asked, so that it is not condemned while it
 * may be kept, and as retained when it was seen to be.
 */
public final class Retentions {
    private static final String LACKS =
            " and (retained_until is null or retained_until < ? or retained_mode < ?)";

    private final StoreDatabase database;
    private final long store;

    /** Of the store that has this row. */
    public Retentions(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /** The time. */
    public Instant now() {
        return Instant.ofEpochMilli(database.now());
    }

    /**
     * A pack that is not kept as it should be.
     *
     * @param id number of its row
     * @param wanted how it is to be kept: what it is kept like already counts too
     */
    public record Lacking(long id, String name, Retention wanted) {}

    /** The packs that a work holds and that are not known to be kept like that. */
    public List<Lacking> lacking(Work work, Retention wanted) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select id, name, retained_until, retained_mode from store_pack
                                    where store = ? and id in (select pack from store_hold where job = ?)
                                    """
                                            + LACKS
                                            + " order by id")) {
                        statement.setLong(1, store);
                        statement.setString(2, work.job());
                        set(statement, 3, wanted);
                        var packs = new ArrayList<Lacking>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                var known = retention(rows, 3);
                                packs.add(
                                        new Lacking(
                                                rows.getLong(1),
                                                rows.getString(2),
                                                known.isEmpty()
                                                        ? wanted
                                                        : wanted.and(known.getFirst())));
                            }
                        }
                        return packs;
                    }
                });
    }

    /** Puts down that the storage will be asked to keep packs, which the work holds. */
    public void lock(Work work, List<Lacking> packs) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    update store_pack set locked_until = ?
                                    where id = ? and (locked_until is null or locked_until < ?)
                                    """)) {
                        for (var pack : packs) {
                            statement.setLong(1, pack.wanted().until().toEpochMilli());
                            statement.setLong(2, pack.id());
                            statement.setLong(3, pack.wanted().until().toEpochMilli());
                            statement.addBatch();
                        }
                        return statement.executeBatch().length;
                    }
                });
    }

    /** Puts down how the storage keeps packs. */
    public void retained(Map<Long, Retention> packs) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "update store_pack set retained_until = ?, retained_mode = ?"
                                            + " where id = ?")) {
                        for (var pack : packs.entrySet()) {
                            set(statement, 1, pack.getValue());
                            statement.setLong(3, pack.getKey());
                            statement.addBatch();
                        }
                        return statement.executeBatch().length;
                    }
                });
    }

    /** Puts down how all that a point needs is kept: until it is committed, or from now on. */
    public void retained(String point, Retention retention) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "update store_point set retained_until = ?, retained_mode = ?"
                                            + " where id = ? and store = ?")) {
                        set(statement, 1, retention);
                        statement.setString(3, point);
                        statement.setLong(4, store);
                        return statement.executeUpdate();
                    }
                });
    }

    /** How these points are kept; those that are not are left out. */
    public Map<String, Retention> of(Collection<String> points) {
        var found = new HashMap<String, Retention>();
        Batches.forEach(
                points,
                Batches.IDS,
                some ->
                        found.putAll(
                                database.read(
                                        connection -> {
                                            try (var statement =
                                                    connection.prepareStatement(
                                                            "select id, retained_until,"
                                                                + " retained_mode from store_point"
                                                                + " where store = ? and id in ("
                                                                    + Batches.marks(some.size())
                                                                    + ")")) {
                                                statement.setLong(1, store);
                                                for (int i = 0; i < some.size(); i++) {
                                                    statement.setString(i + 2, some.get(i));
                                                }
                                                return retentions(statement);
                                            }
                                        })));
        return found;
    }

    private static Map<String, Retention> retentions(PreparedStatement statement)
            throws SQLException {
        var found = new HashMap<String, Retention>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                for (var retention : retention(rows, 2)) {
                    found.put(rows.getString(1), retention);
                }
            }
        }
        return found;
    }

    /**
     * Whether all points that a work relies on without holding what they need are kept like that.
     */
    public boolean relied(Work work, Retention wanted) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select 1 from store_pin i
                                    left join store_point on store_point.id = i.point and store = ?
                                    where i.job = ? and i.relied = 1
                                    """
                                            + LACKS)) {
                        statement.setLong(1, store);
                        statement.setString(2, work.job());
                        set(statement, 3, wanted);
                        try (var rows = statement.executeQuery()) {
                            return !rows.next();
                        }
                    }
                });
    }

    /**
     * Forgets how packs and points were seen to be kept, as a pack has been written anew: whoever
     * sees to it looks at all of them once more.
     */
    public void forget(Work work) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    run(
                            connection,
                            """
                            update store_pack set retained_until = null, retained_mode = null
                            where store = ? and retained_until is not null
                                and id in (select pack from store_hold where job = ?)
                            """,
                            work.job());
                    return run(
                            connection,
                            """
                            update store_point set retained_until = null, retained_mode = null
                            where store = ? and retained_until is not null
                            """,
                            null);
                });
    }

    private int run(Connection connection, String sql, @Nullable String job) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, store);
            if (job != null) {
                statement.setString(2, job);
            }
            return statement.executeUpdate();
        }
    }

    /** Puts down a blob that was to go and is kept. */
    public void leave(String name, Instant until) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    insert into store_leftover (store, name, kept_until) values (?, ?, ?)
                                    on conflict (store, name) do update set kept_until = excluded.kept_until
                                    """)) {
                        statement.setLong(1, store);
                        statement.setString(2, name);
                        statement.setLong(3, until.toEpochMilli());
                        return statement.executeUpdate();
                    }
                });
    }

    /** Blobs that were to go and may do so now; what tells that a point is gone comes last. */
    public List<String> leftovers(int limit) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select name from store_leftover where store = ? and kept_until <= ?
                                    order by case when name like '%/gone' then 1 else 0 end, kept_until, name limit
                                    """
                                            + limit)) {
                        statement.setLong(1, store);
                        statement.setLong(2, database.now());
                        var names = new ArrayList<String>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                names.add(rows.getString(1));
                            }
                        }
                        return names;
                    }
                });
    }

    /** A blob that was to go is gone. */
    public void gone(String name) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "delete from store_leftover where store = ? and name = ?")) {
                        statement.setLong(1, store);
                        statement.setString(2, name);
                        return statement.executeUpdate();
                    }
                });
    }

    private static void set(PreparedStatement statement, int at, Retention retention)
            throws SQLException {
        statement.setLong(at, retention.until().toEpochMilli());
        statement.setInt(at + 1, retention.mode() == Mode.COMPLIANCE ? 1 : 0);
    }

    /** None or one. */
    private static List<Retention> retention(ResultSet rows, int at) throws SQLException {
        long until = rows.getLong(at);
        return rows.wasNull()
                ? List.of()
                : List.of(
                        new Retention(
                                Instant.ofEpochMilli(until),
                                rows.getInt(at + 1) == 1 ? Mode.COMPLIANCE : Mode.GOVERNANCE));
    }
}
