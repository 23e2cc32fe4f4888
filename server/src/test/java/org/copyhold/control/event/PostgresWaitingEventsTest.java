package org.copyhold.control.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

final class PostgresWaitingEventsTest extends WaitingEventsContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.postgres();
    }

    /** Here numbers are given out before transactions end, and in another order than they end. */
    @Test
    void anEventThatBecomesVisibleBehindALaterOneIsNotPassedOver() throws Exception {
        var added = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var other = Executors.newSingleThreadExecutor()) {
            var slow = other.submit(() -> addSlowly(added, mayEnd));
            added.await();
            events.add(List.of("file"), "later", "b", "{}");

            assertThat(waiting("file")).containsExactly("later");
            events.delivered(events.next("file", 10));
            mayEnd.countDown();
            slow.get();

            assertThat(waiting("file")).containsExactly("earlier");
        }
    }

    private boolean addSlowly(CountDownLatch added, CountDownLatch mayEnd) {
        return database.write(
                _ -> {
                    events.add(List.of("file"), "earlier", "a", "{}");
                    added.countDown();
                    try {
                        mayEnd.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                });
    }
}
