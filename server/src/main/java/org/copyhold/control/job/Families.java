package org.copyhold.control.job;

import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/**
 * Keeps parents as far as their children are: a parent's state changes in the transaction that
 * changes its child's, so that there is no time at which the two differ. Children's rows are
 * changed before their parent's, so that nobody waits in a circle. Thread-safe.
 */
public final class Families<J extends Job> {
    private final Database database;
    private final String table;
    private final JobTable<J> jobs;
    private final Line<J> line;

    public Families(Database database, String table, JobTable<J> jobs, Line<J> line) {
        this.database = database;
        this.table = table;
        this.jobs = jobs;
        this.line = line;
    }

    /** How parents of one kind go on. */
    public interface Line<J> {
        /** Whether a parent has ended. */
        boolean hasEnded(J parent);

        /** A parent, a child of which has begun. The same one when that is nothing new. */
        J begun(J parent);

        /**
         * A parent whose children have all ended; joins the transaction in which the last did, and
         * makes in it what else follows.
         */
        J ended(J parent, List<J> children, Progress progress);
    }

    /** Stores a job, and its parent as it is then; false when its row was changed meanwhile. */
    public boolean store(J job) {
        return database.write(
                _ -> {
                    if (!jobs.store(job)) {
                        return false;
                    }
                    follow(job);
                    return true;
                });
    }

    /**
     * Stores children of one parent, all or none, and the parent as it is then; false when a row
     * was changed meanwhile. In a transaction of its own.
     */
    public boolean storeAll(List<J> children) {
        try {
            return database.write(
                    _ -> {
                        for (var child : children) {
                            if (!jobs.store(child)) {
                                throw new Changed();
                            }
                        }
                        follow(children.getLast());
                        return true;
                    });
        } catch (Changed e) {
            return false;
        }
    }

    /** Undoes the transaction. */
    private static final class Changed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Changed() {
            super(null, null, false, false);
        }
    }

    /** Brings the parent of a job, if it has one, to where its children are; joins. */
    public void follow(J job) {
        if (job.kinship() instanceof Kinship.Child child) {
            database.write(
                    handle -> {
                        lock(handle, child.parent());
                        jobs.find(child.parent())
                                .filter(parent -> !line.hasEnded(parent))
                                .ifPresent(this::bringUp);
                        return child;
                    });
        }
    }

    /** The children of a parent, as they were asked for. */
    public List<J> children(String parent) {
        return jobs.children(parent);
    }

    /** How far the children of a parent are. */
    public Tally tally(String parent) {
        var sql =
                """
                select state, count(*) as jobs, count(ended_at) as ended,
                    sum(wanted_bytes) as wanted_bytes, sum(moved_bytes) as moved_bytes,
                    sum(skipped_bytes) as skipped_bytes, sum(stored_bytes) as stored_bytes,
                    sum(server_side_bytes) as server_side_bytes
                from %s where parent_job = :parent group by state
                """
                        .formatted(table);
        var rows =
                database.read(
                        handle ->
                                handle.createQuery(sql)
                                        .bind("parent", parent)
                                        .map((row, _) -> part(row))
                                        .list());
        var byState = new TreeMap<String, Long>();
        var progress = Progress.NONE;
        var ended = 0L;
        for (var row : rows) {
            byState.putAll(row.byState());
            ended += row.ended();
            progress = progress.plus(row.progress());
        }
        return new Tally(byState, ended, progress);
    }

    private void bringUp(J parent) {
        var tally = tally(parent.id());
        if (tally.isOver()) {
            update(line.ended(parent, children(parent.id()), tally.progress()));
        } else if (tally.hasBegun()) {
            var begun = line.begun(parent);
            if (!begun.equals(parent)) {
                update(begun);
            }
        }
    }

    private void update(J parent) {
        if (!jobs.store(parent)) {
            throw new IllegalStateException(
                    "Job " + parent.id() + " was changed although its row was held");
        }
    }

    /** SQLite has one writer anyway; PostgreSQL lets the second wait for this row. */
    private void lock(Handle handle, String parent) {
        handle.createUpdate("update " + table + " set version = version where id = :id")
                .bind("id", parent)
                .execute();
    }

    private static Tally part(ResultSet row) throws SQLException {
        var byState = new TreeMap<String, Long>();
        byState.put(row.getString("state"), row.getLong("jobs"));
        return new Tally(byState, row.getLong("ended"), StateRow.progress(row));
    }
}
