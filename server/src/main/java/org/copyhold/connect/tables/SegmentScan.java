package org.copyhold.connect.tables;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** A segment of a table being read on a thread of its own, some groups ahead of who takes them. */
final class SegmentScan implements Runnable {
    private static final int AHEAD_BYTES = 2 << 20;

    private final Table table;
    private final List<String> keys;
    private final int segment;
    private final int segments;
    private final Semaphore room = new Semaphore(AHEAD_BYTES);
    private final BlockingQueue<Found> found = new LinkedBlockingQueue<>();

    SegmentScan(Table table, List<String> keys, int segment, int segments) {
        this.table = table;
        this.keys = keys;
        this.segment = segment;
        this.segments = segments;
    }

    /** What comes of a segment, one after the other. */
    private sealed interface Found {
        record Some(Group group) implements Found {}

        record End() implements Found {}

        record Failed(RuntimeException why) implements Found {}
    }

    int segment() {
        return segment;
    }

    @Override
    public void run() {
        Found last;
        try {
            scan();
            last = new Found.End();
        } catch (InterruptedException e) {
            last = new Found.Failed(Connection.stopped(e));
        } catch (RuntimeException e) {
            last = new Found.Failed(e);
        }
        found.add(last);
    }

    private void scan() throws InterruptedException {
        var grouping = new Grouping(keys, this::put);
        Map<String, AttributeValue> from = Map.of();
        do {
            var page = table.scan(segment, segments, from);
            for (var item : page.items()) {
                add(grouping, item);
            }
            from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!from.isEmpty());
        grouping.end();
    }

    private void add(Grouping grouping, Map<String, AttributeValue> item)
            throws InterruptedException {
        try {
            grouping.add(item);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(
                    "%s has %s. Back it up with a later version of the server."
                            .formatted(table.shown(), e.getMessage()),
                    false,
                    e);
        }
    }

    private void put(Group group) throws InterruptedException {
        room.acquire(bytes(group));
        found.add(new Found.Some(group));
    }

    private static int bytes(Group group) {
        return Math.min(group.lines().length, AHEAD_BYTES);
    }

    /**
     * The next group, or null behind the last.
     *
     * @throws ConnectorException when the table cannot be read any more
     */
    @Nullable Group take() {
        try {
            return switch (found.take()) {
                case Found.Some(var group) -> {
                    room.release(bytes(group));
                    yield group;
                }
                case Found.End _ -> null;
                case Found.Failed(var why) -> throw why;
            };
        } catch (InterruptedException e) {
            throw Connection.stopped(e);
        }
    }
}
