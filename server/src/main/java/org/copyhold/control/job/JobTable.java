package org.copyhold.control.job;

import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Conditions;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The rows of one kind of jobs: what all keepers of jobs do alike. Thread-safe. */
public final class JobTable<J extends Job> {
    private final Database database;
    private final String table;
    private final Rows<J> rows;
    private final Consumer<J> changed;

    /**
     * @param changed is told of each job that is added or gets another state, in the same
     *     transaction
     */
    public JobTable(Database database, String table, Rows<J> rows, Consumer<J> changed) {
        this.database = database;
        this.table = table;
        this.rows = rows;
        this.changed = changed;
    }

    /** The job of that id. */
    public Optional<J> find(String id) {
        return database.read(
                handle ->
                        handle.createQuery("select * from " + table + " where id = :id")
                                .bind("id", id)
                                .map((row, _) -> rows.read(row))
                                .findOne());
    }

    /** The job of that id, if an account has it in a Region. */
    public Optional<J> find(String account, String region, String id) {
        return find(id).filter(job -> job.account().equals(account) && job.region().equals(region));
    }

    /** The jobs that fulfil all conditions, newest first. */
    public Slice<J> list(Conditions conditions, Page page) {
        conditions.behind(page.after(), "created_at", "id");
        var sql =
                "select * from %s where %s order by created_at desc, id desc limit :atMost"
                        .formatted(table, conditions.sql());
        var found =
                database.read(
                        handle ->
                                conditions
                                        .bind(handle.createQuery(sql))
                                        .bind("atMost", page.size() + 1)
                                        .map((row, _) -> rows.read(row))
                                        .list());
        return Slice.of(found, page, job -> new Position(job.createdAt().toEpochMilli(), job.id()));
    }

    /** The children of a parent, in the order of their ids; as many as there are. */
    List<J> children(String parent) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "select * from "
                                                + table
                                                + " where parent_job = :parent order by id")
                                .bind("parent", parent)
                                .map((row, _) -> rows.read(row))
                                .list());
    }

    /** Adds a row; joins the caller's transaction. */
    public void insert(J job) {
        var columns = rows.write(job).columns();
        var sql =
                "insert into %s (%s) values (%s)"
                        .formatted(
                                table,
                                String.join(", ", columns.keySet()),
                                columns.keySet().stream()
                                        .map(c -> ":" + c)
                                        .collect(Collectors.joining(", ")));
        database.write(
                handle -> {
                    var added = handle.createUpdate(sql).bindMap(columns).execute();
                    changed.accept(job);
                    return added;
                });
    }

    /**
     * Stores a job, whose version then is one more; joins the caller's transaction.
     *
     * @return false when the row was changed since {@code job} was read
     */
    public boolean store(J job) {
        var columns = rows.write(job).columns();
        var sql =
                "update %s set %s, version = version + 1 where id = :id and version = :version"
                        .formatted(
                                table,
                                columns.keySet().stream()
                                        .filter(c -> !c.equals("id") && !c.equals("version"))
                                        .map(c -> c + " = :" + c)
                                        .collect(Collectors.joining(", ")));
        return database.write(
                handle -> {
                    var before = state(handle, job);
                    if (handle.createUpdate(sql).bindMap(columns).execute() != 1) {
                        return false;
                    }
                    if (!before.equals(Optional.ofNullable(columns.get("state")))) {
                        changed.accept(job);
                    }
                    return true;
                });
    }

    /** The state that a job's row has as long as nobody else changes it. */
    private Optional<Object> state(Handle handle, J job) {
        return handle.createQuery(
                        "select state from " + table + " where id = :id and version = :version")
                .bind("id", job.id())
                .bind("version", job.version())
                .mapTo(String.class)
                .findOne()
                .map(state -> state);
    }

    /**
     * Stores how far a running job has come; its state and version stay.
     *
     * @return false when it is not running any more
     */
    public boolean moved(String id, Progress progress) {
        var sql =
                """
                update %s set wanted_bytes = :wanted, moved_bytes = :moved,
                    skipped_bytes = :skipped, stored_bytes = :stored,
                    server_side_bytes = :serverSide
                where id = :id and state = 'RUNNING'
                """
                        .formatted(table);
        return database.write(
                handle ->
                        handle.createUpdate(sql)
                                        .bind("wanted", progress.wantedBytes())
                                        .bind("moved", progress.movedBytes())
                                        .bind("skipped", progress.skippedBytes())
                                        .bind("stored", progress.storedBytes())
                                        .bind("serverSide", progress.serverSideBytes())
                                        .bind("id", id)
                                        .execute()
                                == 1);
    }

    /**
     * Forgets jobs that ended before a time and of which nothing is left to do, children not before
     * their parents; joins the caller's transaction.
     *
     * @param task what the queue calls such jobs
     * @return the ids of those forgotten, {@code atMost} at most
     */
    public List<String> forget(Instant before, String task, int atMost) {
        var sql =
                """
                select j.id from %s j
                where j.created_at < :before and j.ended_at < :before and not exists (
                    select 1 from scheduled_tasks
                    where task_name = :task and task_instance = j.id)
                    and not exists (select 1 from %s p where p.id = j.parent_job
                        and (p.ended_at is null or p.ended_at >= :before))
                order by j.created_at limit :atMost
                """
                        .formatted(table, table);
        return database.write(
                handle -> {
                    var ids =
                            handle.createQuery(sql)
                                    .bind("before", before.toEpochMilli())
                                    .bind("task", task)
                                    .bind("atMost", atMost)
                                    .mapTo(String.class)
                                    .list();
                    if (!ids.isEmpty()) {
                        handle.createUpdate("delete from " + table + " where id in (<ids>)")
                                .bindList("ids", ids)
                                .execute();
                    }
                    return ids;
                });
    }

    /** Whether an account has at least so many jobs of a state in a Region; they are counted. */
    public boolean hasMany(String account, String region, String state, int jobs) {
        var sql =
                """
                select 1 from %s where account = :account and region = :region and state = :state
                limit 1 offset :others
                """
                        .formatted(table);
        return database.read(
                handle ->
                        handle.createQuery(sql)
                                .bind("account", account)
                                .bind("region", region)
                                .bind("state", state)
                                .bind("others", jobs - 1)
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    /**
     * Counts an account's jobs in a Region that were created in a period, by state, resource type,
     * category and day.
     */
    public List<JobCount> count(String account, String region, Instant from, Instant to) {
        var sql =
                """
                select state, resource_type, message_category,
                    created_at / 86400000 as day, count(*) as jobs
                from %s
                where account = :account and region = :region
                    and created_at >= :from and created_at < :to
                group by state, resource_type, message_category, created_at / 86400000
                """
                        .formatted(table);
        return database.read(
                handle ->
                        handle.createQuery(sql)
                                .bind("account", account)
                                .bind("region", region)
                                .bind("from", from.toEpochMilli())
                                .bind("to", to.toEpochMilli())
                                .map((row, _) -> JobCount.read(row))
                                .list());
    }

    /** Removes all rows. */
    public void clear() {
        database.write(handle -> handle.execute("delete from " + table));
    }

    /** How jobs of one kind look as rows. */
    public interface Rows<J> {
        /** Reads the current row. */
        J read(ResultSet row) throws SQLException;

        /** All columns of a job's row. */
        Row write(J job);
    }
}
