package org.copyhold.control.job;

import org.copyhold.sql.Database;

import java.time.Instant;

/**
 * Keeps the rows of jobs that wait or run, in db-scheduler's table: a job's row and its place in
 * the queue come in one transaction. Thread-safe.
 */
public final class QueuedJobs {
    private final Database database;

    public QueuedJobs(Database database) {
        this.database = database;
    }

    /** Queues a job, due at once; joins the caller's transaction. */
    public void add(String task, String job, Instant now) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into scheduled_tasks
                                            (task_name, task_instance, execution_time, picked, version)
                                        values (:task, :job, :now, :picked, 1)
                                        """)
                                .bind("task", task)
                                .bind("job", job)
                                .bind("now", now.toEpochMilli())
                                .bind("picked", false)
                                .execute());
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
}
