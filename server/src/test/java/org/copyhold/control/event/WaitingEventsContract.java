package org.copyhold.control.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the keeper of waiting events promises, whatever the database. */
abstract class WaitingEventsContract {
    private static final Duration LONG = Duration.ofDays(3);

    @TempDir Path folder;

    Database database;
    WaitingEvents events;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    abstract Database open(Path folder);

    @BeforeEach
    void openKeeper() {
        database = open(folder);
        events = new WaitingEvents(database, new ServiceClock(() -> now));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEventWaitsForEachSinkUntilThatOneHasIt() {
        events.add(List.of("file", "hook"), "e1", "job", "{\"a\":1}");
        events.add(List.of("file"), "e2", "job", "{\"a\":2}");

        assertThat(waiting("file")).containsExactly("e1", "e2");
        assertThat(waiting("hook")).containsExactly("e1");
        assertThat(events.next("hook", 9).getFirst())
                .extracting(Waiting::subject, Waiting::body)
                .containsExactly("job", "{\"a\":1}");

        events.delivered(events.next("file", 1));

        assertThat(waiting("file")).containsExactly("e2");
        assertThat(events.count("file")).isEqualTo(1);
        assertThat(events.count("hook")).isEqualTo(1);
    }

    @Test
    void anEventOfATransactionThatIsUndoneNeverWasAndWakesNobody() {
        var woken = new AtomicInteger();
        events.onAdded(woken::incrementAndGet);

        assertThatThrownBy(
                        () ->
                                database.write(
                                        _ -> {
                                            events.add(List.of("file"), "e1", "job", "{}");
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(waiting("file")).isEmpty();
        assertThat(woken).hasValue(0);
    }

    @Test
    void whoListensIsWokenOnceTheEventIsThere() {
        var seen = new AtomicInteger();
        events.onAdded(() -> seen.addAndGet(waiting("file").size()));

        database.write(
                _ -> {
                    events.add(List.of("file"), "e1", "job", "{}");
                    assertThat(seen).hasValue(0);
                    return true;
                });

        assertThat(seen).hasValue(1);
    }

    @Test
    void whatWaitsTooLongIsGivenUpForItsSinkAlone() {
        events.add(List.of("file", "hook"), "e1", "job", "{}");
        now = now.plus(LONG).plusSeconds(1);
        events.add(List.of("file", "hook"), "e2", "job", "{}");

        assertThat(events.giveUp("hook", LONG, 100)).isEqualTo(1);

        assertThat(waiting("hook")).containsExactly("e2");
        assertThat(waiting("file")).containsExactly("e1", "e2");
    }

    @Test
    void ofTooManyTheOldestAreGivenUp() {
        for (var i = 0; i < 10; i++) {
            events.add(List.of("file", "hook"), "e" + i, "job", "{}");
        }

        assertThat(events.giveUp("hook", LONG, 10)).isZero();
        assertThat(events.giveUp("hook", LONG, 3)).isEqualTo(7);

        assertThat(waiting("hook")).containsExactly("e7", "e8", "e9");
        assertThat(events.count("file")).isEqualTo(10);
    }

    @Test
    void whatWaitsForSinksThatAreGoneIsForgotten() {
        events.add(List.of("file", "hook", "bus"), "e1", "job", "{}");

        assertThat(events.retain(List.of("hook", "new"))).isEqualTo(2);

        assertThat(waiting("hook")).containsExactly("e1");
        assertThat(waiting("file")).isEmpty();
        assertThat(waiting("new")).isEmpty();
    }

    List<String> waiting(String sink) {
        return events.next(sink, 100).stream().map(Waiting::event).toList();
    }
}
