package org.copyhold.connect.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tables at DynamoDB Local, as tests make and look at them. */
public record Tables(DynamoDbClient client) {
    private static final int AT_ONCE = 25;

    /** Makes a table with indexes, time to live and a stream. */
    public void make(String name) {
        client.createTable(
                it ->
                        it.tableName(name)
                                .attributeDefinitions(
                                        attribute("id", ScalarAttributeType.S),
                                        attribute("n", ScalarAttributeType.N),
                                        attribute("owner", ScalarAttributeType.S))
                                .keySchema(key("id", KeyType.HASH), key("n", KeyType.RANGE))
                                .localSecondaryIndexes(
                                        LocalSecondaryIndex.builder()
                                                .indexName("by-owner-in-id")
                                                .keySchema(
                                                        key("id", KeyType.HASH),
                                                        key("owner", KeyType.RANGE))
                                                .projection(keysOnly())
                                                .build())
                                .globalSecondaryIndexes(
                                        GlobalSecondaryIndex.builder()
                                                .indexName("by-owner")
                                                .keySchema(key("owner", KeyType.HASH))
                                                .projection(
                                                        Projection.builder()
                                                                .projectionType(
                                                                        ProjectionType.INCLUDE)
                                                                .nonKeyAttributes("value")
                                                                .build())
                                                .build())
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .streamSpecification(
                                        s ->
                                                s.streamEnabled(true)
                                                        .streamViewType(StreamViewType.KEYS_ONLY)));
        client.updateTimeToLive(
                it ->
                        it.tableName(name)
                                .timeToLiveSpecification(
                                        t -> t.enabled(true).attributeName("expires")));
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static Projection keysOnly() {
        return Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();
    }

    /** An item of such a table. */
    public static Map<String, AttributeValue> item(int number, String value) {
        return Map.of(
                "id",
                AttributeValue.fromS("id-" + number / 5),
                "n",
                AttributeValue.fromN(Integer.toString(number)),
                "owner",
                AttributeValue.fromS("owner-" + number % 3),
                "value",
                AttributeValue.fromS(value));
    }

    /** Puts items, many at once. */
    public void put(String table, List<Map<String, AttributeValue>> items) {
        for (var from = 0; from < items.size(); from += AT_ONCE) {
            var some =
                    items.subList(from, Math.min(from + AT_ONCE, items.size())).stream()
                            .map(it -> WriteRequest.builder().putRequest(p -> p.item(it)).build())
                            .toList();
            client.batchWriteItem(it -> it.requestItems(Map.of(table, some)));
        }
    }

    /** All items by their key, as the texts that they have. */
    public Map<String, String> items(String table) {
        var items = new TreeMap<String, String>();
        for (var item : client.scanPaginator(it -> it.tableName(table)).items()) {
            items.put(
                    requireNonNull(item.get("id")).s() + "/" + requireNonNull(item.get("n")).n(),
                    new String(ItemText.encode(item), UTF_8));
        }
        return items;
    }

    /** What is to be the same of a table and one that was restored from it, beside the items. */
    public String schema(String table) {
        var told = client.describeTable(it -> it.tableName(table)).table();
        var timeToLive =
                client.describeTimeToLive(it -> it.tableName(table)).timeToLiveDescription();
        return Schemas.of(told, timeToLive.attributeName(), new TreeMap<>()).toString();
    }

    /** Whether there is such a table. */
    public boolean exists(String table) {
        try {
            return client.describeTable(it -> it.tableName(table)).table() != null;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    /** Fills a table with so many items. */
    public void fill(String table, int count) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        for (var i = 0; i < count; i++) {
            items.add(item(i, "value of " + i));
        }
        put(table, items);
    }
}
