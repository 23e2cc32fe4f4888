package org.copyhold.connect.tables;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.TableDescription;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A table being read: its segments one after the other, the next ones ahead side by side. Segments
 * are so many and so small that a few of them keep the endpoint busy and fit into memory.
 */
final class TableReading implements Reading {
    /** Bytes of a segment, about, as far as the endpoint knows how large the table is. */
    private static final long SEGMENT_BYTES = 2 << 20;

    private static final int MOST_SEGMENTS = 1 << 19;

    private final Table table;
    private final String identity;
    private final TableSchema schema;
    private final int segments;
    private final Deque<SegmentScan> scans = new ArrayDeque<>();
    private final ExecutorService scanning =
            Executors.newFixedThreadPool(
                    Table.CONNECTIONS, Thread.ofVirtual().name("table-", 0).factory());
    private int begun;
    private int number;
    private boolean wasSchemaGiven;
    private boolean ended;

    /**
     * Looks at a table.
     *
     * @throws ConnectorException when it is not there, or cannot be read
     */
    TableReading(Table table) {
        this.table = table;
        var described = table.required();
        this.identity = Table.identity(described);
        this.schema = Schemas.of(described, table.timeToLive(), table.tags(described.tableArn()));
        this.segments = segments(described);
    }

    /** A power of two, so that a table that grew has the old boundaries, too. */
    private static int segments(TableDescription table) {
        var bytes = table.tableSizeBytes() == null ? 0 : table.tableSizeBytes();
        var wanted = Math.clamp(bytes / SEGMENT_BYTES, Table.CONNECTIONS, MOST_SEGMENTS);
        return Integer.highestOneBit(wanted);
    }

    @Override
    public @Nullable Item next() {
        if (!wasSchemaGiven) {
            wasSchemaGiven = true;
            return TableItem.of(schema);
        }
        if (ended) {
            return null;
        }
        begin();
        for (var scan = scans.peek(); scan != null; scan = scans.peek()) {
            var group = scan.take();
            if (group != null) {
                return TableItem.of(group, scan.segment(), number++);
            }
            scans.remove();
            number = 0;
            begin();
        }
        ended = true;
        checkSame();
        return null;
    }

    /** Lets as many segments be read as may be at once. */
    private void begin() {
        while (scans.size() < Table.CONNECTIONS && begun < segments) {
            var scan = new SegmentScan(table, schema.keyNames(), begun++, segments);
            scans.add(scan);
            scanning.execute(scan);
        }
    }

    /** A table that was deleted and made anew meanwhile would be half of the one and the other. */
    private void checkSame() {
        if (!Table.identity(table.required()).equals(identity)) {
            throw new ConnectorException(
                    table.shown()
                            + " was deleted and made anew while it was read. Start the job again.",
                    true,
                    null);
        }
    }

    @Override
    public void close() {
        scanning.shutdownNow();
        table.close();
    }
}
