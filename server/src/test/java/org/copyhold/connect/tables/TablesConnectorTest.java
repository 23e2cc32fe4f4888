package org.copyhold.connect.tables;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorContract;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What tables promise, at DynamoDB Local. */
class TablesConnectorTest extends ConnectorContract {
    private static final String ACCOUNT = "123456789012";

    private static DynamoDbClient client;

    @TempDir Path folder;

    private final String name = "t-" + UUID.randomUUID();
    private Tables tables;

    @BeforeAll
    static void open() {
        client = LocalDynamo.client();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void make() {
        tables = new Tables(client);
        tables.make(name);
        tables.fill(name, 60);
        var odd = new HashMap<>(ItemTextTest.ofAllTypes());
        odd.putAll(Tables.item(1000, "x".repeat(200_000)));
        tables.put(name, List.of(odd));
    }

    @AfterEach
    void drop() {
        if (tables.exists(name)) {
            client.deleteTable(it -> it.tableName(name));
        }
    }

    static Arn arn(String table) {
        return Arn.of("dynamodb", "us-east-1", ACCOUNT, "table/" + table);
    }

    @Override
    protected Connector connector() {
        return new TablesConnector(Map.of("here", LocalDynamo.endpoint()));
    }

    @Override
    protected Resource resource() {
        return new Resource(arn(name), new Resource.Remote("here"));
    }

    @Override
    protected RestoreOrder order(String job, Map<String, String> metadata) {
        var place =
                new RestoreOrder.Place(
                        ACCOUNT,
                        "us-east-1",
                        arn -> arn.equals(arn(name)) ? Optional.of(resource()) : Optional.empty(),
                        folder.resolve("restored"));
        return new RestoreOrder(
                arn(name), metadata, job, Instant.parse("2026-11-22T11:20:03.123Z"), place);
    }

    @Override
    protected List<?> differences(Resource one, Resource other) {
        var differences = new ArrayList<String>();
        var its = TableOrder.name(one);
        var others = TableOrder.name(other);
        if (!tables.schema(its).equals(tables.schema(others))) {
            differences.add(tables.schema(its) + " and " + tables.schema(others));
        }
        if (!tables.items(its).equals(tables.items(others))) {
            differences.add(tables.items(its) + " and " + tables.items(others));
        }
        return differences;
    }

    @Override
    protected boolean exists(Resource resource) {
        return tables.exists(TableOrder.name(resource));
    }

    @Override
    protected Resource missing() {
        return new Resource(arn("nowhere"), new Resource.Remote("here"));
    }

    @Override
    protected RestoreOrder impossible() {
        return order("job-1", Map.of("targetTableName", name));
    }

    /** Changes the value of the first item of a group. */
    @Override
    protected void change(byte[] path) {
        var group = Recording.of(connector().read(resource(), this::report)).entry(path);
        var items = ItemText.decode(group.pieces().getFirst().bytes());
        var item = new HashMap<>(items.getFirst());
        var was = String.valueOf(requireNonNull(item.get("value")).s());
        item.put("value", AttributeValue.fromS("X" + was.substring(1)));
        tables.put(name, List.of(item));
    }

    @Override
    protected void remove() {
        client.deleteTable(it -> it.tableName(name));
    }

    @Override
    protected boolean restoresInPlace() {
        return false;
    }

    @Override
    protected boolean readsOneState() {
        return true;
    }

    @Override
    protected String name(Resource resource) {
        return "Table " + TableOrder.name(resource);
    }

    @Test
    void whoWantsATableAsAwsRestoresItLeavesItsSettingsOut() {
        var metadata =
                Map.of("targetTableName", "r-" + UUID.randomUUID(), TableOrder.SETTINGS, "false");

        var made = TableOrder.name(restore(record(resource()), order("job-1", metadata)));

        assertThat(tables.schema(made)).contains("stream=null, timeToLive=null");
        assertThat(tables.items(made)).isEqualTo(tables.items(name));
    }
}
