package org.copyhold.control.job;

import org.copyhold.sql.Database;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Keeps the places of jobs that wait or run, in db-scheduler's table: a job's row and its place in
 * the queue come in one transaction. What waits for a lane is due when it is given up, and not
 * before. Thread-safe.
 */
public final class QueuedJobs {
    /** When jobs are due that nothing gives up: db-scheduler asks for a time. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final String THIS = " where task_name = :task and task_instance = :job";

    private final Database database;

    public QueuedJobs(Database database) {
        this.database = database;
    }

    /**
     * Queues a job: due at once when it waits for nothing; joins the caller's transaction.
     *
     * @param beginsBy when it is looked at should it still wait
     */
    public void add(Place place, Optional<Instant> beginsBy) {
        var due = place.waitsFor() == null ? place.accepted() : due(beginsBy);
        change(
                place.kind(),
                place.job(),
                """
                insert into scheduled_tasks
                    (task_name, task_instance, execution_time, picked, version, place, lanes,
                    waits_for)
                values (:task, :job, :due, :picked, 1, :place, :lanes, :waitsFor)
                """,
                update ->
                        update.bind("due", due.toEpochMilli())
                                .bind("picked", false)
                                .bind("place", place.accepted().toEpochMilli())
                                .bind("lanes", text(place.lanes()))
                                .bind("waitsFor", place.waitsFor()));
    }

    /** When a job is due that waits for a lane, and is given up then if ever. */
    public static Instant due(Optional<Instant> beginsBy) {
        return beginsBy.orElse(NEVER);
    }

    /** A job's place. */
    public Optional<Place> find(JobKind kind, String job) {
        return database.read(
                handle ->
                        handle.createQuery("select * from scheduled_tasks" + THIS)
                                .bind("task", kind.task())
                                .bind("job", job)
                                .map((row, _) -> place(row))
                                .findOne());
    }

    /** Those who wait for a lane and nobody looks at, first come first. */
    public List<Place> waiting(Lane lane, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from scheduled_tasks
                                        where waits_for = :lane and picked = :no
                                        order by place, task_instance limit :atMost
                                        """)
                                .bind("lane", lane.text())
                                .bind("no", false)
                                .bind("atMost", atMost)
                                .map((row, _) -> place(row))
                                .list());
    }

    /** The lanes that somebody waits for. */
    public List<Lane> waitedFor() {
        return database.read(
                handle ->
                        handle
                                .createQuery(
                                        """
                                        select distinct waits_for from scheduled_tasks
                                        where waits_for is not null and waits_for <> :later
                                        """)
                                .bind("later", Place.LATER)
                                .mapTo(String.class)
                                .stream()
                                .map(Lane::parse)
                                .toList());
    }

    /** Those who were let into lanes. */
    public List<Place> letIn() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from scheduled_tasks
                                        where waits_for is null and lanes <> ''
                                        """)
                                .map((row, _) -> place(row))
                                .list());
    }

    /**
     * Makes a job due that waited; joins the caller's transaction.
     *
     * @return false when it does not wait so any more, or a worker looks at it
     */
    public boolean letIn(Place place) {
        return change(
                        place.kind(),
                        place.job(),
                        "update scheduled_tasks set waits_for = null, execution_time = place"
                                + THIS
                                + " and waits_for = :was and picked = :no",
                        update -> update.bind("was", place.waitsFor()).bind("no", false))
                == 1;
    }

    /** Lets a job wait for a lane that waited for another; joins the caller's transaction. */
    public void move(Place place, Lane to) {
        change(
                place.kind(),
                place.job(),
                "update scheduled_tasks set waits_for = :to, passed_over = passed_over + 1" + THIS,
                update -> update.bind("to", to.text()));
    }

    /** Says what a job waits for that a worker has; null: for nothing. */
    public void set(Place place, @Nullable String waitsFor, Patience patience) {
        var since = patience.since();
        change(
                place.kind(),
                place.job(),
                "update scheduled_tasks set waits_for = :waitsFor, troubled_at = :since,"
                        + " tries = :tries"
                        + THIS,
                update ->
                        update.bind("waitsFor", waitsFor)
                                .bind("since", since == null ? null : since.toEpochMilli())
                                .bind("tries", patience.tries()));
    }

    /** Makes a job due now that waits and that no worker has. */
    public void hurry(JobKind kind, String job, Instant now) {
        change(
                kind,
                job,
                "update scheduled_tasks set waits_for = :later, execution_time = :now"
                        + THIS
                        + " and waits_for is not null and picked = :no",
                update ->
                        update.bind("later", Place.LATER)
                                .bind("now", now.toEpochMilli())
                                .bind("no", false));
    }

    /**
     * Gives back what a process had begun that is dead now.
     *
     * @return how many jobs that were
     */
    public int release() {
        return database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        update scheduled_tasks
                                        set picked = :no, picked_by = null, last_heartbeat = null,
                                            version = version + 1
                                        where picked = :yes
                                        """)
                                .bind("no", false)
                                .bind("yes", true)
                                .execute());
    }

    /** Forgets the jobs that nobody has begun. */
    public void removeWaiting() {
        database.write(
                handle ->
                        handle.createUpdate("delete from scheduled_tasks where picked = :no")
                                .bind("no", false)
                                .execute());
    }

    /** Jobs that wait or run. */
    public long count() {
        return database.read(
                handle ->
                        handle.createQuery("select count(*) from scheduled_tasks")
                                .mapTo(Long.class)
                                .one());
    }

    /** Jobs that became due behind {@code since}, and wait or run still. */
    public long countDue(Instant since, Instant now) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select count(*) from scheduled_tasks
                                        where execution_time > :since and execution_time <= :now
                                        """)
                                .bind("since", since.toEpochMilli())
                                .bind("now", now.toEpochMilli())
                                .mapTo(Long.class)
                                .one());
    }

    private int change(JobKind kind, String job, String sql, UnaryOperator<Update> values) {
        return database.write(
                handle ->
                        values.apply(
                                        handle.createUpdate(sql)
                                                .bind("task", kind.task())
                                                .bind("job", job))
                                .execute());
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                JobKind.ofTask(row.getString("task_name")),
                row.getString("task_instance"),
                Instant.ofEpochMilli(row.getLong("place")),
                row.getString("lanes").lines().map(Lane::parse).toList(),
                row.getString("waits_for"),
                row.getInt("passed_over"),
                new Patience(Columns.instant(row, "troubled_at"), row.getInt("tries")));
    }

    private static String text(List<Lane> lanes) {
        return lanes.stream().map(Lane::text).collect(Collectors.joining("\n"));
    }
}
