package org.copyhold.store.index;

import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How points of one store become another's: put down before anything is written, handed over in one
 * transaction, forgotten when nothing of them lies where they were. Thread-safe.
 */
public final class Moves {
    private final StoreDatabase database;
    private final long from;
    private final long to;

    /** Moves from the store of the one row to the store of the other. */
    public Moves(StoreDatabase database, long from, long to) {
        this.database = database;
        this.from = from;
        this.to = to;
    }

    /** The job that moves a point: one at most, whatever is tried again. */
    public static String job(String point) {
        return "move-" + point;
    }

    /** Puts a move down, and gives it to the caller. */
    public Work begin(String point) {
        return database.write(
                connection -> {
                    var work = Works.begin(connection, job(point));
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    insert into store_move (point, source, target, state) values (?, ?, ?, 'COMING')
                                    on conflict do nothing
                                    """)) {
                        set(statement, point);
                        statement.executeUpdate();
                    }
                    return work;
                });
    }

    /**
     * Hands the point over, all in one transaction: the work must be current, every pack it holds
     * LIVE, no point that it relied on lost, and no other job using the point. The packs are
     * stamped, the work ends, and the caller's statements run.
     *
     * @throws StoreException.Missing when the point is the source's no more
     * @throws StoreException.Locked when a job uses it, or somebody else moves it by now
     * @throws StoreException.Unavailable when a base was deleted
     */
    public void commit(Work work, String point, Statements then) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    PointChanges.refuseUnsettled(connection, work);
                    long sequence = Works.next(connection);
                    PointChanges.stamp(connection, work, sequence);
                    handOver(connection, point);
                    refuseUsed(connection, work, point);
                    setCome(connection, point);
                    Works.end(connection, work.job());
                    then.run(connection);
                    return sequence;
                });
    }

    /** Writing to the row makes whoever is about to pin the point wait, and then not find it. */
    private void handOver(Connection connection, String point) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        update store_point set store = ?
                        where id = ? and store = ? and state = 'COMMITTED'
                        """)) {
            statement.setLong(1, to);
            statement.setString(2, point);
            statement.setLong(3, from);
            if (statement.executeUpdate() != 1) {
                throw new StoreException.Missing(
                        "Recovery point " + point + " is not in the store that it was to leave.",
                        "It was deleted meanwhile.");
            }
        }
    }

    /** Whether nobody has begun to move the point since. */
    public boolean isCurrent(Work work) {
        return database.read(connection -> Works.isCurrent(connection, work));
    }

    /**
     * Refuses a point that another job uses now.
     *
     * @throws StoreException.Locked naming one of them
     */
    public void refuseUsed(Work work, String point) {
        database.read(
                connection -> {
                    refuseUsed(connection, work, point);
                    return point;
                });
    }

    /** Whoever reads a point, or relies on it, does so in the store where he found it. */
    private static void refuseUsed(Connection connection, Work work, String point)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select job from store_pin where point = ? and job <> ?")) {
            statement.setString(1, point);
            statement.setString(2, work.job());
            try (var rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw new StoreException.Locked(
                            "Recovery point %s is being used by job %s."
                                    .formatted(point, rows.getString(1)),
                            "It moves when the job has ended.");
                }
            }
        }
    }

    private void setCome(Connection connection, String point) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_move (point, source, target, state) values (?, ?, ?, 'COME')
                        on conflict (point, source, target) do update set state = excluded.state
                        """)) {
            set(statement, point);
            statement.executeUpdate();
        }
    }

    /** Puts down that a point lies in both stores and is the target's: a rebuild found it so. */
    public void foundInBoth(String point) {
        database.write(
                connection -> {
                    setCome(connection, point);
                    return point;
                });
    }

    /** Nothing of the point lies any more where it does not belong. */
    public void forget(String point) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "delete from store_move where point = ? and source = ? and"
                                            + " target = ?")) {
                        set(statement, point);
                        return statement.executeUpdate();
                    }
                });
    }

    /** Points that are on their way and have not been handed over. */
    public List<String> coming() {
        return points("COMING", "");
    }

    /** Those of them that the source has no more: they were deleted meanwhile. */
    public List<String> orphaned() {
        return points(
                "COMING",
                """
                 and not exists (select 1 from store_point p
                    where p.id = store_move.point and p.store = store_move.source
                        and p.state = 'COMMITTED')
                """);
    }

    /** Points that were handed over and of which something may lie in the source. */
    public List<String> come() {
        return points("COME", "");
    }

    private List<String> points(String state, String and) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select point from store_move where source = ? and target = ?"
                                            + " and state = ?"
                                            + and
                                            + " order by point")) {
                        statement.setLong(1, from);
                        statement.setLong(2, to);
                        statement.setString(3, state);
                        var points = new ArrayList<String>();
                        try (var rows = statement.executeQuery()) {
                            while (rows.next()) {
                                points.add(rows.getString(1));
                            }
                        }
                        return points;
                    }
                });
    }

    private void set(PreparedStatement statement, String point) throws SQLException {
        statement.setString(1, point);
        statement.setLong(2, from);
        statement.setLong(3, to);
    }
}
