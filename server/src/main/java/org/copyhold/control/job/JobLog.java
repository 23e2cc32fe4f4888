package org.copyhold.control.job;

import org.copyhold.sql.Database;

import java.time.Instant;
import java.util.List;

/** Keeps what jobs have to tell beyond their StatusMessage. Thread-safe. */
public final class JobLog {
    private static final int MAX_LINE = 4096;

    private final Database database;

    public JobLog(Database database) {
        this.database = database;
    }

    /**
     * One thing told.
     *
     * @param at when
     */
    public record Line(Instant at, String text) {
        public Line {
            text = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text;
        }
    }

    /** Adds lines behind those that are there; meant for batches. One worker a job writes. */
    public void add(String job, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        database.write(
                handle -> {
                    long next =
                            handle.createQuery(
                                            "select coalesce(max(line), 0) + 1 from job_log where"
                                                    + " job = :job")
                                    .bind("job", job)
                                    .mapTo(Long.class)
                                    .one();
                    var batch =
                            handle.prepareBatch(
                                    """
                                    insert into job_log (job, line, at, text)
                                    values (:job, :line, :at, :text)
                                    """);
                    for (var line : lines) {
                        batch.bind("job", job)
                                .bind("line", next++)
                                .bind("at", line.at().toEpochMilli())
                                .bind("text", line.text())
                                .add();
                    }
                    return batch.execute();
                });
    }

    /** Forgets what a job told: it begins anew. */
    public void clear(String job) {
        database.write(
                handle ->
                        handle.createUpdate("delete from job_log where job = :job")
                                .bind("job", job)
                                .execute());
    }

    /** Forgets what these jobs told; joins the transaction that forgets them. */
    public void clear(List<String> jobs) {
        if (!jobs.isEmpty()) {
            database.write(
                    handle ->
                            handle.createUpdate("delete from job_log where job in (<jobs>)")
                                    .bindList("jobs", jobs)
                                    .execute());
        }
    }

    /** Forgets what all jobs told. */
    public void clear() {
        database.write(handle -> handle.execute("delete from job_log"));
    }

    /**
     * The lines of a job, in order.
     *
     * @param after how many to leave out at the beginning
     * @param atMost how many to give
     */
    public List<Line> read(String job, long after, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select at, text from job_log
                                        where job = :job and line > :after
                                        order by line limit :atMost
                                        """)
                                .bind("job", job)
                                .bind("after", after)
                                .bind("atMost", atMost)
                                .map(
                                        (row, context) ->
                                                new Line(
                                                        Instant.ofEpochMilli(row.getLong("at")),
                                                        row.getString("text")))
                                .list());
    }
}
