package org.copyhold.cli.demo;

import org.copyhold.connect.aws.AwsClients;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table on DynamoDB Local, which keeps it in memory. */
final class TableExhibit implements Exhibit {
    private static final String TABLE = "demo";
    private static final String RESTORED = "demo-restored";
    private static final int CONNECTIONS = 4;
    private static final int ATTEMPTS = 3;
    private static final int ITEMS = 300;

    private final LocalServer server;
    private final DynamoDbClient client;

    private TableExhibit(LocalServer server) {
        this.server = server;
        this.client =
                AwsClients.open(DynamoDbClient.builder(), server.endpoint(), CONNECTIONS, ATTEMPTS);
    }

    /** Starts the server and fills a table. */
    static TableExhibit in(Path scratch) throws IOException, NotHere {
        var port = LocalServer.freePort();
        var server =
                LocalServer.java(
                        "dynamodb-local",
                        port,
                        scratch.resolve("dynamodb-local.log"),
                        List.of(
                                "software.amazon.dynamodb.services.local.main.ServerRunner",
                                "-inMemory",
                                "-sharedDb",
                                "-disableTelemetry",
                                "-port",
                                String.valueOf(port)));
        var exhibit = new TableExhibit(server);
        exhibit.fill();
        return exhibit;
    }

    private void fill() {
        var id =
                AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build();
        var key = KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
        client.createTable(
                it ->
                        it.tableName(TABLE)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(id)
                                .keySchema(key));
        client.waiter().waitUntilTableExists(it -> it.tableName(TABLE));
        for (var i = 0; i < ITEMS; i++) {
            var item =
                    Map.of(
                            "id", AttributeValue.fromS("order-" + i),
                            "total", AttributeValue.fromN(i + ".25"),
                            "colours", AttributeValue.fromSs(List.of("blue", "red")),
                            "paid", AttributeValue.fromBool(i % 2 == 0));
            client.putItem(it -> it.tableName(TABLE).item(item));
        }
    }

    @Override
    public String member() {
        return "Table";
    }

    @Override
    public String told() {
        return "a table of " + ITEMS + " items on DynamoDB Local, a server for tests";
    }

    @Override
    public DeclaredResource resource() {
        return new DeclaredResource(
                Arn.of("dynamodb", Flow.EAST, ACCOUNT, "table/" + TABLE),
                new Substance.Remote(ACCOUNT, Flow.EAST, "dynamodb"),
                Tags.NONE);
    }

    @Override
    public Optional<Setting> setting() {
        return Optional.of(server.setting("dynamodb"));
    }

    @Override
    public Map<String, String> order() {
        return Map.of("targetTableName", RESTORED);
    }

    @Override
    public List<String> differences(Arn restored, Path newResources) {
        var before = items(TABLE);
        var after = items(RESTORED);
        return before.equals(after)
                ? List.of()
                : List.of("%d items and %d items".formatted(before.size(), after.size()));
    }

    private Set<Map<String, AttributeValue>> items(String table) {
        var items = new HashSet<Map<String, AttributeValue>>();
        client.scanPaginator(it -> it.tableName(table)).items().forEach(items::add);
        return items;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
