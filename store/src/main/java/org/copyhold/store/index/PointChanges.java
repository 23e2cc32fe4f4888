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
 * How one store's points come and go: announced before the root is written, COMMITTED in one
 * transaction; ABANDONED or DELETING before the root goes, forgotten after. Thread-safe.
 */
public final class PointChanges {
    private final StoreDatabase database;
    private final long store;

    /** Changes to the points of the store that has this row. */
    public PointChanges(StoreDatabase database, long store) {
        this.database = database;
        this.store = store;
    }

    /** Puts the point down as this work's, before anything of it is written. */
    public void announce(Work work, AnnouncedPoint point) {
        database.write(connection -> announce(connection, work, point));
    }

    private int announce(Connection connection, Work work, AnnouncedPoint point)
            throws SQLException {
        Works.check(connection, work);
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into store_point
                            (id, store, state, job, account, vault, resource, top, top_length, height, root_hash)
                        values (?, ?, 'WRITING', ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do update set
                            state = excluded.state, account = excluded.account, vault = excluded.vault,
                            resource = excluded.resource, top = excluded.top, top_length = excluded.top_length,
                            height = excluded.height, root_hash = excluded.root_hash
                        where store_point.job = excluded.job and store_point.store = excluded.store
                            and store_point.state in ('WRITING', 'ABANDONED')
                        """)) {
            set(statement, work, point);
            if (statement.executeUpdate() != 1) {
                throw new StoreException.Locked(
                        "Recovery point "
                                + point.id()
                                + " was committed before, or is another job's.",
                        "Look at the point; it needs no second job.");
            }
            return 1;
        }
    }

    /**
     * Puts down a point that is whole in the store and unknown to the database, with the caller's
     * statements. The work goes on.
     */
    public void bringBack(Work work, AnnouncedPoint point, Statements then) {
        database.write(
                connection -> {
                    announce(connection, work, point);
                    long sequence = Works.next(connection);
                    makeVisible(connection, work, point.id(), sequence);
                    then.run(connection);
                    return sequence;
                });
    }

    /**
     * Stamps the packs that a work has brought back as by a commit, so that they stay until it is
     * known that no point needs them.
     *
     * @param keeps whether the work goes on holding them, until {@link Sweeps#end} of it
     */
    public void stamp(Work work, boolean keeps) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    stamp(connection, work, Works.next(connection));
                    if (!keeps) {
                        Works.end(connection, work.job());
                    }
                    return work;
                });
    }

    private void set(PreparedStatement statement, Work work, AnnouncedPoint point)
            throws SQLException {
        statement.setString(1, point.id());
        statement.setLong(2, store);
        statement.setString(3, work.job());
        statement.setString(4, point.account());
        statement.setString(5, point.vault());
        statement.setString(6, point.resource());
        statement.setBytes(7, point.top().bytes());
        statement.setInt(8, point.topLength());
        statement.setInt(9, point.height());
        statement.setBytes(10, point.rootHash());
    }

    /**
     * Commits an announced point, all in one transaction: the work must be current, every pack it
     * holds LIVE, no point that it relied on lost; its packs are stamped, the job ends, and the
     * caller's statements run.
     */
    public void commit(Work work, String point, Statements then) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    refuseUnsettled(connection, work);
                    long sequence = Works.next(connection);
                    stamp(connection, work, sequence);
                    makeVisible(connection, work, point, sequence);
                    Works.end(connection, work.job());
                    then.run(connection);
                    return sequence;
                });
    }

    /** Refuses a commit while a pack that it holds is not finished, or when a base is lost. */
    static void refuseUnsettled(Connection connection, Work work) throws SQLException {
        refuseUnfinished(connection, work);
        refuseLost(connection, work);
    }

    private static void refuseUnfinished(Connection connection, Work work) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        select p.name from store_hold h join store_pack p on p.id = h.pack
                        where h.job = ? and p.state <> 'LIVE'
                        """)) {
            statement.setString(1, work.job());
            try (var rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw notNow(work, "pack " + rows.getString(1) + " is not finished");
                }
            }
        }
    }

    /** Writing to the pins makes a deletion of their points wait until this commit has ended. */
    private static void refuseLost(Connection connection, Work work) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "update store_pin set lost = lost where job = ? and relied = 1 returning"
                                + " point, lost")) {
            statement.setString(1, work.job());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getInt(2) == 1) {
                        throw notNow(
                                work,
                                "recovery point "
                                        + rows.getString(1)
                                        + " was deleted while it relied on it");
                    }
                }
            }
        }
    }

    private static StoreException notNow(Work work, String why) {
        return new StoreException.Unavailable(
                "Job " + work.job() + " cannot be committed: " + why + ".",
                "Run the job again.",
                true,
                null);
    }

    static void stamp(Connection connection, Work work, long sequence) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "update store_pack set stamp = ? where id in (select pack from store_hold"
                                + " where job = ?)")) {
            statement.setLong(1, sequence);
            statement.setString(2, work.job());
            statement.executeUpdate();
        }
    }

    private void makeVisible(Connection connection, Work work, String point, long sequence)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        update store_point set state = 'COMMITTED', sequence = ?
                        where id = ? and store = ? and job = ? and state = 'WRITING'
                        """)) {
            statement.setLong(1, sequence);
            statement.setString(2, point);
            statement.setLong(3, store);
            statement.setString(4, work.job());
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException(
                        "Recovery point " + point + " was not announced by job " + work.job());
            }
        }
    }

    /**
     * Decides that what the job announced is given up: it cannot be committed any more, and its
     * objects may go.
     */
    public List<String> giveUp(Work work) {
        return database.write(
                connection -> {
                    Works.check(connection, work);
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    update store_point set state = 'ABANDONED'
                                    where store = ? and job = ? and state in ('WRITING', 'ABANDONED') returning id
                                    """)) {
                        statement.setLong(1, store);
                        statement.setString(2, work.job());
                        return ids(statement);
                    }
                });
    }

    /**
     * Ends the job, with the caller's statements.
     *
     * @param cleared given-up points that have no objects left
     */
    public void end(Work work, List<String> cleared, Statements then) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    for (var point : cleared) {
                        forget(connection, point, "ABANDONED");
                    }
                    Works.end(connection, work.job());
                    then.run(connection);
                    return work;
                });
    }

    /**
     * Decides that a committed point goes; from then on nobody finds or pins it.
     *
     * @return whether there is such a point, its deletion perhaps begun before
     */
    public boolean condemn(String point) {
        return database.write(
                connection -> {
                    int found;
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    update store_point set state = 'DELETING'
                                    where id = ? and store = ? and state in ('COMMITTED', 'DELETING')
                                    """)) {
                        statement.setString(1, point);
                        statement.setLong(2, store);
                        found = statement.executeUpdate();
                    }
                    changePins(
                            connection,
                            point,
                            "update store_pin set lost = 1 where point = ? and relied = 1");
                    changePins(
                            connection,
                            point,
                            "delete from store_pin where point = ? and relied = 0");
                    return found == 1;
                });
    }

    private static void changePins(Connection connection, String point, String sql)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, point);
            statement.executeUpdate();
        }
    }

    /** Removes a DELETING point's row, the last trace of it, with the caller's statements. */
    public void forget(String point, Statements then) {
        database.write(
                connection -> {
                    forget(connection, point, "DELETING");
                    then.run(connection);
                    return point;
                });
    }

    /** Removes the row of an abandoned point whose job has ended before its objects could go. */
    public void forgetAbandoned(String point) {
        database.write(
                connection -> {
                    forget(connection, point, "ABANDONED");
                    return point;
                });
    }

    private void forget(Connection connection, String point, String state) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "delete from store_point where id = ? and store = ? and state = ?")) {
            statement.setString(1, point);
            statement.setLong(2, store);
            statement.setString(3, state);
            statement.executeUpdate();
        }
    }

    /** Points whose deletion was begun. */
    public List<String> condemned() {
        return inState("DELETING");
    }

    /** Points of failed jobs whose objects may still be there. */
    public List<String> abandoned() {
        return inState("ABANDONED");
    }

    private List<String> inState(String state) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select id from store_point where store = ? and state = ? order"
                                            + " by id")) {
                        statement.setLong(1, store);
                        statement.setString(2, state);
                        return ids(statement);
                    }
                });
    }

    private static List<String> ids(PreparedStatement statement) throws SQLException {
        var ids = new ArrayList<String>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
