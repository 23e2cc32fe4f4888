package org.copyhold.connect.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Tables and endpoints that do not do what they are asked. */
class TableFaultsTest {
    private static final Backoff SHORT =
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 10);
    private static final String THROTTLED = "ProvisionedThroughputExceededException";

    private static DynamoDbClient client;
    private static FaultyDynamo proxy;
    private static Recording recording;
    private static Tables tables;
    private static String source;

    @TempDir Path folder;

    private final String target = "r-" + UUID.randomUUID();
    private TablesConnector connector;

    @BeforeAll
    static void open() throws IOException {
        client = LocalDynamo.client();
        proxy = new FaultyDynamo();
        tables = new Tables(client);
        source = "t-" + UUID.randomUUID();
        tables.make(source);
        tables.fill(source, 60);
        recording = Recording.of(connect().read(resource(source), (_, _) -> {}));
    }

    @AfterAll
    static void close() {
        client.deleteTable(it -> it.tableName(source));
        client.close();
        proxy.close();
    }

    @BeforeEach
    void begin() {
        connector = connect();
    }

    @AfterEach
    void end() {
        proxy.set((_, _) -> null);
        if (tables.exists(target)) {
            client.deleteTable(it -> it.tableName(target));
        }
    }

    private static TablesConnector connect() {
        return new TablesConnector(Map.of("here", proxy.endpoint()), SHORT);
    }

    private static Resource resource(String table) {
        return new Resource(
                Arn.of("dynamodb", "us-east-1", "123456789012", "table/" + table),
                new Resource.Remote("here"));
    }

    private RestoreOrder order(String job) {
        var place =
                new RestoreOrder.Place(
                        "123456789012",
                        "us-east-1",
                        _ -> Optional.empty(),
                        folder.resolve("restored"));
        return new RestoreOrder(
                resource(source).arn(),
                Map.of("targetTableName", target),
                job,
                Instant.parse("2026-11-22T11:20:03.123Z"),
                place);
    }

    private static Recording read(TablesConnector connector) {
        return Recording.of(connector.read(resource(source), (_, _) -> {}));
    }

    private Restoring restoring(String job) {
        return connector.restore(order(job), (_, _) -> {});
    }

    /** The table itself, which stands before its items. */
    private static void makeTable(Restoring restoring) {
        var table = recording.entries().getFirst();
        restoring.make(table.path(), table.metadata(), table.size(), () -> null);
    }

    @Test
    void aTableThatThrottlesIsWaitedFor() {
        var refused = new AtomicInteger();
        proxy.set(
                (call, _) ->
                        call.operation().equals("Scan") && refused.getAndIncrement() < 20
                                ? FaultyDynamo.Answer.refusal(THROTTLED)
                                : null);

        assertThat(read(connector).entries()).hasSameSizeAs(recording.entries());
        assertThat(refused.get()).isGreaterThan(20);
    }

    @Test
    void aTableThatThrottlesForLongIsNamedWithWhatToDo() {
        proxy.set(
                (call, _) ->
                        call.operation().equals("Scan")
                                ? FaultyDynamo.Answer.refusal(THROTTLED)
                                : null);

        assertThatThrownBy(() -> read(connector))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("Table " + source)
                .hasMessageContaining(THROTTLED)
                .hasMessageContaining("Give the table more capacity");
    }

    @Test
    void aTableThatIsClosedHalfWayIsNamedWithWhatToDo() {
        proxy.set(
                (call, _) ->
                        call.operation().equals("Scan") && call.body().contains("\"Segment\":5")
                                ? FaultyDynamo.Answer.refusal("AccessDeniedException")
                                : null);

        assertThatThrownBy(() -> read(connector))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining("Table " + source)
                .hasMessageContaining("access key");
    }

    @Test
    void aTableThatIsMadeAnewWhileItIsReadIsNotTakenForOne() {
        var name = "n-" + UUID.randomUUID();
        tables.make(name);
        try (var reading = connector.read(resource(name), (_, _) -> {})) {
            var _ = reading.next();
            client.deleteTable(it -> it.tableName(name));
            tables.make(name);

            assertThatThrownBy(reading::next)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("made anew while it was read. Start the job again.");
        } finally {
            client.deleteTable(it -> it.tableName(name));
        }
    }

    @Test
    void itemsThatAreNotTakenArePutAgain() {
        var refused = new AtomicInteger();
        proxy.set(
                (call, _) ->
                        call.operation().equals("BatchWriteItem") && refused.getAndIncrement() < 5
                                ? untaken(call)
                                : null);

        recording.restore(restoring("job-1"));

        assertThat(refused.get()).isGreaterThan(5);
        assertThat(tables.items(target)).isEqualTo(tables.items(source));
    }

    private static FaultyDynamo.Answer untaken(FaultyDynamo.Call call) throws IOException {
        var json = JsonMapper.builder().build();
        var answer = json.createObjectNode();
        answer.set("UnprocessedItems", json.readTree(call.body()).path("RequestItems"));
        return new FaultyDynamo.Answer(200, answer.toString());
    }

    @Test
    void aTableThatTakesNothingForLongFailsItsRestoreAndGoes() {
        proxy.set((call, _) -> call.operation().equals("BatchWriteItem") ? untaken(call) : null);

        try (var restoring = restoring("job-1")) {
            assertThatThrownBy(() -> recording.restore(restoring))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("Restoring into table " + target)
                    .hasMessageContaining("takes no more items");
        }
        try (var restoring = restoring("job-1")) {
            restoring.abandon();
        }

        assertThat(tables.exists(target)).isFalse();
    }

    @Test
    void whatSomebodyMadeMeanwhileIsNotTouched() {
        try (var restoring = restoring("job-1")) {
            tables.make(target);
            tables.fill(target, 3);

            assertThatThrownBy(() -> makeTable(restoring))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("it exists already");
            assertThatThrownBy(restoring::abandon).isInstanceOf(ConnectorException.class);
        }

        assertThat(tables.items(target)).hasSize(3);
    }

    @Test
    void whatSomebodyPutInTheTablesPlaceIsNotTouched() {
        try (var restoring = restoring("job-1")) {
            makeTable(restoring);
        }
        client.deleteTable(it -> it.tableName(target));
        tables.make(target);

        assertThatThrownBy(() -> restoring("job-1"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("nothing shows that this job made it");
        assertThat(tables.exists(target)).isTrue();
    }

    @Test
    void aJobGoesOnInTheTableThatItMade() {
        try (var restoring = restoring("job-1")) {
            makeTable(restoring);
        }
        var made = client.describeTable(it -> it.tableName(target)).table().creationDateTime();

        recording.restore(restoring("job-1"));

        assertThat(tables.items(target)).isEqualTo(tables.items(source));
        assertThat(client.describeTable(it -> it.tableName(target)).table().creationDateTime())
                .isEqualTo(made);
        assertThatThrownBy(() -> restoring("job-2"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("it exists already. Name another");
    }

    /** The answer is lost, as to a process that dies while it waits for it. */
    @Test
    void aTableIsKnownByItsTagWhenItsIdentityWasNotNoted() {
        var lost = new AtomicInteger();
        proxy.set(
                (call, passes) ->
                        switch (call.operation()) {
                            case "CreateTable" -> {
                                assertThat(call.body()).contains("copyhold:restore-job", "job-1");
                                var answer = passes.on();
                                yield lost.getAndIncrement() == 0
                                        ? new FaultyDynamo.Answer(500, "{}")
                                        : answer;
                            }
                            case "ListTagsOfResource" ->
                                    new FaultyDynamo.Answer(
                                            200,
                                            """
                                            {"Tags":[{"Key":"copyhold:restore-job","Value":"job-1"}]}\
                                            """);
                            default -> null;
                        });

        recording.restore(restoring("job-1"));

        assertThat(lost.get()).isEqualTo(2);
        assertThat(tables.items(target)).isEqualTo(tables.items(source));
    }

    @Test
    void whereThereAreNoTagsATableWhoseMakingIsUncertainIsLeftAlone() {
        proxy.set(
                (call, passes) -> {
                    if (!call.operation().equals("CreateTable")) {
                        return null;
                    }
                    var answer = passes.on();
                    return answer.status() == 200 ? new FaultyDynamo.Answer(500, "{}") : answer;
                });

        try (var restoring = restoring("job-1")) {
            assertThatThrownBy(() -> makeTable(restoring))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("nothing shows that this job made it");
        }
        assertThat(tables.exists(target)).isTrue();
    }

    @Test
    void whoHasUsedTooMuchWaitsUntilItIsMadeUpFor() throws InterruptedException {
        var pace = new Pace(100);
        var began = System.nanoTime();

        pace.used(100);
        pace.used(30.5);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(250));
    }
}
