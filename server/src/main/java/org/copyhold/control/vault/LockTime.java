package org.copyhold.control.vault;

import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

import java.time.Instant;

/**
 * The time that vault locks live by. It never goes back, not across restarts either: the greatest
 * time the service ever had is kept in the database, so that setting the machine's clock back opens
 * no lock. Thread-safe.
 */
public final class LockTime {
    private final Database database;
    private final ServiceClock clock;

    public LockTime(Database database, ServiceClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The time, which is kept as the greatest so far; to be called now and then as well. */
    public Instant observe() {
        var now = clock.instant().toEpochMilli();
        return Instant.ofEpochMilli(
                database.write(
                        handle -> {
                            handle.createUpdate(
                                            """
                                            insert into highest_time (id, at) values (1, :now)
                                            on conflict (id) do update set at = excluded.at
                                            where highest_time.at < excluded.at
                                            """)
                                    .bind("now", now)
                                    .execute();
                            return handle.createQuery("select at from highest_time where id = 1")
                                    .mapTo(Long.class)
                                    .one();
                        }));
    }
}
