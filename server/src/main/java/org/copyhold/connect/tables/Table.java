package org.copyhold.connect.tables;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A table that is reached through a client of its own. Thread-safe. */
final class Table implements AutoCloseable {
    /** Requests of one reading or restoring under way at once. */
    static final int CONNECTIONS = 8;

    private final String name;
    private final Connection way;
    private final DynamoDbClient client;

    Table(String name, Connection way) {
        this.name = name;
        this.way = way;
        this.client = way.open(2 * CONNECTIONS);
    }

    String name() {
        return name;
    }

    Connection way() {
        return way;
    }

    DynamoDbClient client() {
        return client;
    }

    /** As messages name it. */
    String shown() {
        return "Table " + name + " at " + way.at();
    }

    /**
     * What the endpoint tells of it; empty when it is not there.
     *
     * @throws ConnectorException when nothing is told
     */
    Optional<TableDescription> described() {
        try {
            return Optional.of(describe());
        } catch (SdkException e) {
            if (Connection.isMissing(e)) {
                return Optional.empty();
            }
            throw Connection.trouble(shown() + " cannot be looked at", e);
        }
    }

    /**
     * What the endpoint tells of it.
     *
     * @throws ConnectorException when it is not there, or nothing is told
     */
    TableDescription required() {
        try {
            return describe();
        } catch (SdkException e) {
            throw Connection.trouble(shown() + " cannot be read", e);
        }
    }

    private TableDescription describe() {
        return way.patiently(() -> client.describeTable(it -> it.tableName(name)).table());
    }

    /** What tells a table from another one of the same name. */
    static String identity(TableDescription table) {
        return table.tableId() + "/" + table.creationDateTime().toEpochMilli();
    }

    /** The attribute by which items expire, if they do. */
    @Nullable String timeToLive() {
        var answer =
                asked(
                        "its time to live",
                        () -> client.describeTimeToLive(it -> it.tableName(name)));
        var told = answer.map(it -> it.timeToLiveDescription());
        return told.filter(
                        it ->
                                it.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                                        || it.timeToLiveStatus() == TimeToLiveStatus.ENABLING)
                .map(it -> it.attributeName())
                .orElse(null);
    }

    /** Its tags; none where the endpoint has no tags at all. */
    SortedMap<String, String> tags(String arn) {
        var tags = new TreeMap<String, String>();
        var token = new String[] {null};
        do {
            var answer =
                    asked(
                            "its tags",
                            () ->
                                    client.listTagsOfResource(
                                            it -> it.resourceArn(arn).nextToken(token[0])));
            for (Tag tag : answer.map(it -> it.tags()).orElseGet(List::of)) {
                tags.put(tag.key(), tag.value());
            }
            token[0] = answer.map(it -> it.nextToken()).orElse(null);
        } while (token[0] != null);
        return tags;
    }

    /** An answer, empty where the endpoint does not know the question. */
    private <T> Optional<T> asked(String what, Supplier<T> question) {
        try {
            return Optional.of(way.patiently(question));
        } catch (SdkException e) {
            if (Connection.isUnknown(e)) {
                return Optional.empty();
            }
            throw Connection.trouble(shown() + ": " + what + " cannot be read", e);
        }
    }

    /**
     * A page of a segment, as all that was written before it was asked for.
     *
     * @param from where the page before ended; empty for the first one
     */
    ScanResponse scan(int segment, int segments, Map<String, AttributeValue> from)
            throws InterruptedException {
        var request =
                ScanRequest.builder()
                        .tableName(name)
                        .segment(segment)
                        .totalSegments(segments)
                        .consistentRead(true)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .exclusiveStartKey(from.isEmpty() ? null : from)
                        .build();
        try {
            var page = way.patiently(() -> client.scan(request));
            var used = page.consumedCapacity();
            way.reads()
                    .used(used == null || used.capacityUnits() == null ? 0 : used.capacityUnits());
            return page;
        } catch (SdkException e) {
            throw Connection.trouble(shown() + " cannot be read any more", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
