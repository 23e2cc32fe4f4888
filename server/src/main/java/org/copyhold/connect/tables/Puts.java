package org.copyhold.connect.tables;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.util.List;
import java.util.Map;

/** Puts items into a table, as many at once as may be. Thread-safe. */
final class Puts {
    /** DynamoDB takes no more in one request. */
    private static final int MOST_ITEMS = 25;

    private final Table table;
    private final String shown;

    /**
     * @param shown names what is done, in messages
     */
    Puts(Table table, String shown) {
        this.table = table;
        this.shown = shown;
    }

    /**
     * Puts items; what the table does not take at first is put again.
     *
     * @throws org.copyhold.connect.ConnectorException when it takes nothing for long
     */
    void put(List<Map<String, AttributeValue>> items) throws InterruptedException {
        for (var from = 0; from < items.size(); from += MOST_ITEMS) {
            putSome(
                    items.subList(from, Math.min(from + MOST_ITEMS, items.size())).stream()
                            .map(it -> WriteRequest.builder().putRequest(p -> p.item(it)).build())
                            .toList());
        }
    }

    private void putSome(List<WriteRequest> wanted) throws InterruptedException {
        var wait = table.way().backoff().begin();
        var left = wanted;
        while (!left.isEmpty()) {
            var answer = write(left);
            table.way().writes().used(units(answer.consumedCapacity()));
            var untaken = answer.unprocessedItems().getOrDefault(table.name(), List.of());
            if (untaken.size() < left.size()) {
                wait.progressed();
            } else if (!wait.again()) {
                throw Connection.starved(shown);
            }
            left = untaken;
        }
    }

    private BatchWriteItemResponse write(List<WriteRequest> requests) {
        try {
            return table.way()
                    .patiently(
                            () ->
                                    table.client()
                                            .batchWriteItem(
                                                    it ->
                                                            it.requestItems(
                                                                            Map.of(
                                                                                    table.name(),
                                                                                    requests))
                                                                    .returnConsumedCapacity(
                                                                            ReturnConsumedCapacity
                                                                                    .TOTAL)));
        } catch (SdkException e) {
            throw Connection.trouble(shown + ": items cannot be put", e);
        }
    }

    private static double units(@Nullable List<ConsumedCapacity> used) {
        return used == null
                ? 0
                : used.stream()
                        .mapToDouble(it -> it.capacityUnits() == null ? 0 : it.capacityUnits())
                        .sum();
    }
}
