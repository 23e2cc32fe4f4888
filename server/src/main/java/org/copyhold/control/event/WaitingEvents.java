package org.copyhold.control.event;

import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps the events that sinks have not got yet, a row for each sink. What is there is delivered: a
 * row goes only after its sink has the event, so that a crash in between delivers it once more.
 * Thread-safe.
 */
public final class WaitingEvents {
    private final Database database;
    private final ServiceClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public WaitingEvents(Database database, ServiceClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Runs something short whenever events were added and committed. */
    public void onAdded(Runnable listener) {
        listeners.add(listener);
    }

    /** Adds an event for some sinks; joins the caller's transaction. */
    public void add(Collection<String> sinks, String event, String subject, String body) {
        database.write(
                handle -> {
                    var batch =
                            handle.prepareBatch(
                                    """
                                    insert into event_waiting (sink, event, subject, at, body)
                                    values (:sink, :event, :subject, :at, :body)
                                    """);
                    for (var sink : sinks) {
                        batch.bind("sink", sink)
                                .bind("event", event)
                                .bind("subject", subject)
                                .bind("at", clock.machineInstant().toEpochMilli())
                                .bind("body", body)
                                .add();
                    }
                    return batch.execute();
                });
        database.afterCommit(() -> listeners.forEach(Runnable::run));
    }

    /** A sink's next events, in order. */
    public List<Waiting> next(String sink, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select id, event, subject, body from event_waiting
                                        where sink = :sink order by id limit :atMost
                                        """)
                                .bind("sink", sink)
                                .bind("atMost", atMost)
                                .map(
                                        (row, _) ->
                                                new Waiting(
                                                        row.getLong("id"),
                                                        row.getString("event"),
                                                        row.getString("subject"),
                                                        row.getString("body")))
                                .list());
    }

    /** Forgets events that their sink has. */
    public void delivered(Collection<Waiting> events) {
        if (events.isEmpty()) {
            return;
        }
        database.write(
                handle -> {
                    var batch = handle.prepareBatch("delete from event_waiting where id = :id");
                    events.forEach(it -> batch.bind("id", it.id()).add());
                    return batch.execute();
                });
    }

    /** How many events wait for a sink. */
    public long count(String sink) {
        return database.read(
                handle ->
                        handle.createQuery("select count(*) from event_waiting where sink = :sink")
                                .bind("sink", sink)
                                .mapTo(Long.class)
                                .one());
    }

    /**
     * Gives up the oldest events of a sink: those that wait too long, and those that are too many.
     *
     * @return how many that were
     */
    public long giveUp(String sink, Duration olderThan, long keep) {
        var before = clock.machineInstant().minus(olderThan).toEpochMilli();
        return database.write(
                handle ->
                        (long)
                                handle.createUpdate(
                                                """
                                                delete from event_waiting
                                                where sink = :sink and (at < :before or id <= (
                                                    select id from event_waiting where sink = :sink
                                                    order by id desc limit 1 offset :keep))
                                                """)
                                        .bind("sink", sink)
                                        .bind("before", before)
                                        .bind("keep", keep)
                                        .execute());
    }

    /**
     * Forgets what waits for sinks that are not there any more.
     *
     * @return how many events that were
     */
    public long retain(Collection<String> sinks) {
        return database.write(
                handle -> {
                    var names =
                            handle.createQuery("select distinct sink from event_waiting")
                                    .mapTo(String.class)
                                    .list();
                    var gone = 0L;
                    for (var name : names) {
                        if (!sinks.contains(name)) {
                            gone +=
                                    handle.createUpdate(
                                                    "delete from event_waiting where sink = :sink")
                                            .bind("sink", name)
                                            .execute();
                        }
                    }
                    return gone;
                });
    }
}
