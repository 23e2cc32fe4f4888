package org.copyhold.control.point;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

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

    /**
     * Begins a rebuild, or goes on with one that was cut short.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when the database has
     *     recovery points, or jobs that make some
     */
    public void begin() {
        database.write(
                handle -> {
                    if (isUnfinished()) {
                        return 0;
                    }
                    var there =
                            handle.createQuery(
                                            """
                                            select (select count(*) from recovery_point)
                                                + (select count(*) from vault_writer)
                                            """)
                                    .mapTo(Long.class)
                                    .one();
                    if (there > 0) {
                        throw INVALID_REQUEST.with(
                                "The database is not lost: it has recovery points or jobs that make"
                                        + " some. A rebuild is for an empty one.");
                    }
                    return handle.execute(
                            "insert into rebuild_run (id, began_at) values (1, ?)", clock.millis());
                });
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
