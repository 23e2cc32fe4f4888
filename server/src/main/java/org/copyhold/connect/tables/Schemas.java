package org.copyhold.connect.tables;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Schemas out of what an endpoint tells of a table, and back. */
final class Schemas {
    private Schemas() {}

    static TableSchema of(
            TableDescription table, @Nullable String timeToLive, SortedMap<String, String> tags) {
        var billing = billing(table);
        var isProvisioned = billing.equals(BillingMode.PROVISIONED.toString());
        return new TableSchema(
                TableSchema.VERSION,
                table.attributeDefinitions().stream()
                        .map(
                                it ->
                                        new TableSchema.Attribute(
                                                it.attributeName(), it.attributeTypeAsString()))
                        .sorted(Comparator.comparing(TableSchema.Attribute::name))
                        .toList(),
                keys(table.keySchema()),
                table.localSecondaryIndexes().stream()
                        .map(Schemas::index)
                        .sorted(Comparator.comparing(TableSchema.Index::name))
                        .toList(),
                table.globalSecondaryIndexes().stream()
                        .map(it -> index(it, isProvisioned))
                        .sorted(Comparator.comparing(TableSchema.Index::name))
                        .toList(),
                billing,
                isProvisioned ? capacity(table.provisionedThroughput()) : null,
                capacity(table.onDemandThroughput()),
                tableClass(table),
                stream(table),
                timeToLive,
                own(tags));
    }

    /** The tags without that of a restore that is under way. */
    private static SortedMap<String, String> own(SortedMap<String, String> tags) {
        var own = new TreeMap<>(tags);
        own.remove(NewTable.JOB_TAG);
        return own;
    }

    private static String billing(TableDescription table) {
        var summary = table.billingModeSummary();
        var mode = summary == null ? null : summary.billingModeAsString();
        return mode == null ? BillingMode.PROVISIONED.toString() : mode;
    }

    private static @Nullable String tableClass(TableDescription table) {
        var summary = table.tableClassSummary();
        return summary == null ? null : summary.tableClassAsString();
    }

    private static @Nullable String stream(TableDescription table) {
        var stream = table.streamSpecification();
        return stream == null || !Boolean.TRUE.equals(stream.streamEnabled())
                ? null
                : stream.streamViewTypeAsString();
    }

    private static List<TableSchema.Key> keys(List<KeySchemaElement> keys) {
        return keys.stream()
                .map(it -> new TableSchema.Key(it.attributeName(), it.keyTypeAsString()))
                .toList();
    }

    private static TableSchema.Index index(LocalSecondaryIndexDescription index) {
        return new TableSchema.Index(
                index.indexName(),
                keys(index.keySchema()),
                index.projection().projectionTypeAsString(),
                index.projection().nonKeyAttributes().stream().sorted().toList(),
                null,
                null);
    }

    private static TableSchema.Index index(
            GlobalSecondaryIndexDescription index, boolean isProvisioned) {
        return new TableSchema.Index(
                index.indexName(),
                keys(index.keySchema()),
                index.projection().projectionTypeAsString(),
                index.projection().nonKeyAttributes().stream().sorted().toList(),
                isProvisioned ? capacity(index.provisionedThroughput()) : null,
                capacity(index.onDemandThroughput()));
    }

    private static TableSchema.@Nullable Capacity capacity(
            @Nullable ProvisionedThroughputDescription told) {
        return told == null
                ? null
                : new TableSchema.Capacity(told.readCapacityUnits(), told.writeCapacityUnits());
    }

    private static TableSchema.@Nullable Capacity capacity(@Nullable OnDemandThroughput told) {
        return told == null
                ? null
                : new TableSchema.Capacity(
                        or(told.maxReadRequestUnits()), or(told.maxWriteRequestUnits()));
    }

    /** DynamoDB's own number for no limit. */
    private static long or(@Nullable Long told) {
        return told == null ? -1 : told;
    }

    /** What makes the table again, without what can be set only later. */
    static CreateTableRequest.Builder request(TableSchema schema) {
        var request =
                CreateTableRequest.builder()
                        .attributeDefinitions(
                                schema.attributes().stream()
                                        .map(
                                                it ->
                                                        AttributeDefinition.builder()
                                                                .attributeName(it.name())
                                                                .attributeType(it.type())
                                                                .build())
                                        .toList())
                        .keySchema(elements(schema.keys()))
                        .billingMode(schema.billing())
                        .provisionedThroughput(provisioned(schema.capacity()))
                        .onDemandThroughput(onDemand(schema.most()))
                        .tableClass(schema.tableClass());
        if (!schema.localIndexes().isEmpty()) {
            request.localSecondaryIndexes(
                    schema.localIndexes().stream().map(Schemas::local).toList());
        }
        if (!schema.globalIndexes().isEmpty()) {
            request.globalSecondaryIndexes(
                    schema.globalIndexes().stream().map(Schemas::global).toList());
        }
        return request;
    }

    private static LocalSecondaryIndex local(TableSchema.Index index) {
        return LocalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(elements(index.keys()))
                .projection(projection(index))
                .build();
    }

    private static GlobalSecondaryIndex global(TableSchema.Index index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(elements(index.keys()))
                .projection(projection(index))
                .provisionedThroughput(provisioned(index.capacity()))
                .onDemandThroughput(onDemand(index.most()))
                .build();
    }

    private static List<KeySchemaElement> elements(List<TableSchema.Key> keys) {
        return keys.stream()
                .map(
                        it ->
                                KeySchemaElement.builder()
                                        .attributeName(it.name())
                                        .keyType(it.type())
                                        .build())
                .toList();
    }

    private static Projection projection(TableSchema.Index index) {
        var projection = Projection.builder().projectionType(index.projection());
        if (!index.others().isEmpty()) {
            projection.nonKeyAttributes(index.others());
        }
        return projection.build();
    }

    private static @Nullable ProvisionedThroughput provisioned(
            TableSchema.@Nullable Capacity capacity) {
        return capacity == null
                ? null
                : ProvisionedThroughput.builder()
                        .readCapacityUnits(capacity.read())
                        .writeCapacityUnits(capacity.write())
                        .build();
    }

    private static @Nullable OnDemandThroughput onDemand(TableSchema.@Nullable Capacity capacity) {
        return capacity == null
                ? null
                : OnDemandThroughput.builder()
                        .maxReadRequestUnits(capacity.read())
                        .maxWriteRequestUnits(capacity.write())
                        .build();
    }
}
