package org.copyhold.store.index;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.chunk.Sid;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One store's committed recovery points, and the pins that keep them. Thread-safe. */
public final class Points {
    private static final String POINT =
            "select id, resource, vault, account, top, top_length, height, root_hash, sequence from"
                    + " store_point ";

    private final StoreDatabase database;
    private final long store;

    /** The points of the store that has this row. */
    public Points(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /** Moves of this store's points to another's. */
    public Moves movesTo(Points other) {
        return new Moves(database, store, other.store);
    }

    /** Whether the store has a committed point of this id. */
    public boolean has(String point) {
        return database.read(connection -> find(connection, point)).isPresent();
    }

    /**
     * Keeps a committed point's packs from being deleted until the job ends.
     *
     * @param relied whether the job must not commit when the point is deleted before
     */
    public CommittedPoint pin(Work work, String point, boolean relied) {
        return database.write(
                connection -> {
                    Works.check(connection, work);
                    pin(connection, work, point, relied);
                    return find(connection, point).orElseThrow(() -> missing(point));
                });
    }

    private void pin(Connection connection, Work work, String point, boolean relied)
            throws SQLException {
        if (!isLocked(connection, point)) {
            throw missing(point);
        }
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_pin (job, point, relied, lost) values (?, ?, ?, 0)
                        on conflict (job, point) do update set lost = 0,
                            relied = case when store_pin.relied = 1 then 1 else excluded.relied end
                        """)) {
            statement.setString(1, work.job());
            statement.setString(2, point);
            statement.setInt(3, relied ? 1 : 0);
            statement.executeUpdate();
        }
    }

    /** Whether the point is committed, and stays so until the transaction ends. */
    private boolean isLocked(Connection connection, String point) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        update store_point set state = state
                        where id = ? and store = ? and state = 'COMMITTED'
                        """)) {
            statement.setString(1, point);
            statement.setLong(2, store);
            return statement.executeUpdate() == 1;
        }
    }

    /** Pins, and relies on, the point of the resource that was committed last, if there is one. */
    public Optional<CommittedPoint> pinNewest(Work work, String resource) {
        return pinNewest(work, connection -> newest(connection, resource));
    }

    private interface Newest {
        Optional<CommittedPoint> find(Connection connection) throws SQLException;
    }

    private Optional<CommittedPoint> pinNewest(Work work, Newest query) {
        return database.write(
                connection -> {
                    Works.check(connection, work);
                    var newest = query.find(connection);
                    while (newest.isPresent() && !isLocked(connection, newest.get().id())) {
                        newest = query.find(connection);
                    }
                    if (newest.isPresent()) {
                        pin(connection, work, newest.get().id(), true);
                    }
                    return newest;
                });
    }

    /** The same of those points that lie in a vault. */
    public Optional<CommittedPoint> pinNewest(Work work, String resource, String vault) {
        return pinNewest(work, connection -> newestIn(connection, resource, vault));
    }

    /** Lets go of what the job relied on, before it looks for it anew. */
    public void unpin(Work work) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    try (var statement =
                            connection.prepareStatement("delete from store_pin where job = ?")) {
                        statement.setString(1, work.job());
                        return statement.executeUpdate();
                    }
                });
    }

    /** The committed point of this id. */
    public CommittedPoint get(String point) {
        return database.read(connection -> find(connection, point))
                .orElseThrow(() -> missing(point));
    }

    private Optional<CommittedPoint> find(Connection connection, String point) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        POINT + "where id = ? and store = ? and state = 'COMMITTED'")) {
            statement.setString(1, point);
            statement.setLong(2, store);
            return points(statement).stream().findFirst();
        }
    }

    /** The point of the resource that was committed last. */
    public Optional<CommittedPoint> newest(String resource) {
        return database.read(connection -> newest(connection, resource));
    }

    private Optional<CommittedPoint> newest(Connection connection, String resource)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        POINT
                                + """
                                where store = ? and resource = ? and state = 'COMMITTED'
                                order by sequence desc limit 1
                                """)) {
            statement.setLong(1, store);
            statement.setString(2, resource);
            return points(statement).stream().findFirst();
        }
    }

    private Optional<CommittedPoint> newestIn(Connection connection, String resource, String vault)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        POINT
                                + """
                                where store = ? and resource = ? and vault = ? and state = 'COMMITTED'
                                order by sequence desc limit 1
                                """)) {
            statement.setLong(1, store);
            statement.setString(2, resource);
            statement.setString(3, vault);
            return points(statement).stream().findFirst();
        }
    }

    /**
     * Committed points in the order of their ids, to go through all of them in portions.
     *
     * @param after the last id seen, empty to begin
     */
    public List<CommittedPoint> after(String after, int limit) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    POINT
                                            + "where store = ? and id > ? and state = 'COMMITTED'"
                                            + " order by id limit "
                                            + limit)) {
                        statement.setLong(1, store);
                        statement.setString(2, after);
                        return points(statement);
                    }
                });
    }

    private static List<CommittedPoint> points(PreparedStatement statement) throws SQLException {
        var points = new ArrayList<CommittedPoint>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                points.add(point(rows));
            }
        }
        return points;
    }

    private static CommittedPoint point(ResultSet rows) throws SQLException {
        return new CommittedPoint(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                Sid.of(rows.getBytes(5)),
                rows.getInt(6),
                rows.getInt(7),
                rows.getBytes(8),
                rows.getLong(9));
    }

    private static StoreException.Missing missing(String point) {
        return new StoreException.Missing(
                "There is no committed recovery point " + point + " in this store.",
                "It was deleted, or its job has not ended.");
    }
}
