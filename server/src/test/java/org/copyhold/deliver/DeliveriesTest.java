package org.copyhold.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.awaitility.core.ConditionFactory;
import org.copyhold.control.event.WaitingEvents;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Events on their way to real receivers that fail and recover. */
final class DeliveriesTest {
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Duration TO_ANSWER = Duration.ofSeconds(1);

    @TempDir Path folder;

    private final ServiceClock clock = ServiceClock.system();
    private Database database;
    private WaitingEvents waiting;
    private Receiver receiver;
    private @Nullable Deliveries deliveries;
    private int made;

    @BeforeEach
    void open() throws IOException {
        database = TestDatabases.sqlite(folder);
        waiting = new WaitingEvents(database, clock);
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        stop();
        receiver.close();
        database.close();
    }

    @Test
    void eventsArriveSignedAndInOrder() {
        start();
        var sent = add(25);

        patiently().until(() -> arrived().equals(sent));
        assertThat(receiver.taken.getFirst().body()).isEqualTo(body(sent.getFirst()));
        assertThat(receiver.forged).hasValue(0);
        patiently().until(() -> waiting.count(webhook().name()) == 0);
    }

    @Test
    void whatWaitedBeforeTheStartIsDelivered() {
        var sent = add(3);

        start();

        patiently().until(() -> arrived().equals(sent));
    }

    @Test
    void aReceiverThatFailsAndRecoversMissesNothingAndKeepsTheOrder() {
        start();
        var sent = new ArrayList<>(add(3));
        for (var mood : List.of(Receiver.Mood.FAILS, Receiver.Mood.CUTS, Receiver.Mood.SLEEPS)) {
            patiently().until(() -> waiting.count(webhook().name()) == 0);
            receiver.mood = mood;
            var tries = receiver.tries.get();
            sent.addAll(add(4));
            patiently().until(() -> receiver.tries.get() >= tries + 2);
            assertThat(arrived()).as("taken before %s", mood).hasSize(sent.size() - 4);
            receiver.mood = Receiver.Mood.TAKES;
            patiently().until(() -> arrived().equals(sent));
        }
        assertThat(receiver.forged).hasValue(0);
    }

    @Test
    void anEventWhoseAnswerIsLostComesAgainUnderTheSameId() {
        receiver.mood = Receiver.Mood.TAKES_AND_CUTS;
        start();
        var sent = add(3);

        patiently().until(() -> receiver.tries.get() >= 2);
        receiver.mood = Receiver.Mood.TAKES;

        patiently().until(() -> waiting.count(webhook().name()) == 0);
        assertThat(receiver.taken).hasSizeGreaterThan(3);
        assertThat(arrived()).isEqualTo(sent);
    }

    @Test
    void aReceiverThatIsGoneForGoodHoldsNothingBack() {
        receiver.mood = Receiver.Mood.GONE;
        start();
        add(3);

        patiently().until(() -> waiting.count(webhook().name()) == 0);
        assertThat(receiver.taken).isEmpty();
    }

    @Test
    void aReceiverInTroubleDoesNotHoldUpTheOthers() {
        receiver.mood = Receiver.Mood.SLEEPS;
        start();
        var sent = add(5);

        patiently().until(() -> Files.exists(file()) && Files.readAllLines(file()).size() == 5);
        assertThat(receiver.taken).isEmpty();
        assertThat(waiting.count(webhook().name())).isEqualTo(5);

        receiver.mood = Receiver.Mood.TAKES;
        patiently().until(() -> arrived().equals(sent));
    }

    @Test
    void anEventThatItsReceiverHasAndTheDatabaseDoesNotKnowOfComesAgain() throws Exception {
        var sent = add(2);
        try (var killed = webhook()) {
            killed.deliver(waiting.next(killed.name(), 10), _ -> {});
        }
        assertThat(receiver.ids()).isEqualTo(sent);

        start();

        patiently().until(() -> waiting.count(webhook().name()) == 0);
        assertThat(receiver.ids()).hasSizeGreaterThan(sent.size());
        assertThat(arrived()).isEqualTo(sent);
    }

    @Test
    void aStopInTheMiddleLosesNothing() {
        receiver.mood = Receiver.Mood.SLEEPS;
        start();
        var sent = add(3);
        patiently().until(() -> receiver.tries.get() >= 1);
        stop();
        receiver.mood = Receiver.Mood.TAKES;

        start();

        patiently().until(() -> arrived().equals(sent));
    }

    @Test
    void anEventOfATransactionThatIsUndoneIsToldToNobody() {
        start();
        assertThatThrownBy(
                        () ->
                                database.write(
                                        _ -> {
                                            add(1);
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);

        var sent = add(1);

        patiently().until(() -> arrived().equals(sent));
    }

    @Test
    void aSinkThatIsAddedLaterHearsOfWhatHappensFromThenOn() {
        waiting.add(List.of("file"), "before", "job", body("before"));
        start();
        var sent = add(1);

        patiently().until(() -> arrived().equals(sent));
        patiently().until(() -> Files.readAllLines(file()).size() == 2);
    }

    @Test
    void noSecretIsInASinksName() {
        assertThat(webhook().name())
                .matches("webhook-127\\.0\\.0\\.1-[0-9a-f]{8}")
                .doesNotContain("hidden");
    }

    private void start() {
        deliveries = new Deliveries(waiting, List.of(new FileSink(file()), webhook()), QUICK);
        deliveries.start();
    }

    private void stop() {
        if (deliveries != null) {
            deliveries.close();
        }
    }

    private WebhookSink webhook() {
        return new WebhookSink(
                receiver.url(), new WebhookSecret(Receiver.SECRET), clock, TO_ANSWER);
    }

    /** The ids of what was taken, in order; at least once each is all that is promised. */
    private List<String> arrived() {
        return List.copyOf(new LinkedHashSet<>(receiver.ids()));
    }

    private Path file() {
        return folder.resolve("events.jsonl");
    }

    /** Adds events, and gives their ids. */
    private List<String> add(int count) {
        var ids = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            var id = "e" + ++made;
            waiting.add(List.of("file", webhook().name()), id, "job-" + made % 3, body(id));
            ids.add(id);
        }
        return ids;
    }

    private static String body(String id) {
        return "{\"version\":\"0\",\"id\":\"" + id + "\",\"detail\":{\"state\":\"RUNNING\"}}";
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10));
    }
}
