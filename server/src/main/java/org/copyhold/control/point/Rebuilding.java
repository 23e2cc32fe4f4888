package org.copyhold.control.point;

import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

/**
 * Keeps whether a lost database is being made again. While that has not ended, what is there is not
 * all there is. Thread-safe.
 */
public final class Rebuilding {
    private final Database database;
    private final ServiceClock clock;

    public Rebuilding(Database database, ServiceClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether the database has neither recovery points nor jobs that make some. */
    public boolean isLost() {
        return database.read(
                        handle ->
                                handle.createQuery(
                                                """
                                                select (select count(*) from recovery_point)
                                                    + (select count(*) from vault_writer)
                                                """)
                                        .mapTo(Long.class)
                                        .one())
                == 0;
    }

    /** Begins a rebuild, or goes on with one that was cut short. */
    public void begin() {
        database.write(
                handle ->
                        handle.execute(
                                "insert into rebuild_run (id, began_at) values (1, ?) on conflict"
                                        + " do nothing",
                                clock.millis()));
    }

    /** Tells that everything is there. */
    public void end() {
        database.write(handle -> handle.execute("delete from rebuild_run"));
    }

    /** Whether one was begun and has not ended. */
    public boolean isUnfinished() {
        return database.read(
                        handle ->
                                handle.createQuery("select count(*) from rebuild_run")
                                        .mapTo(Long.class)
                                        .one())
                > 0;
    }
}
