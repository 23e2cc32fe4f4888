package org.copyhold.connect.tables;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A new table being filled, groups side by side. To put an item twice does no harm, so an attempt
 * goes on in the table that an earlier one of the same job has made.
 */
final class TableRestoring implements Restoring {
    /** Bytes of lines at once; as objects they are several times as large. */
    private static final int MOST_BYTES = 8 << 20;

    private final TableOrder order;
    private final Table table;
    private final Report report;
    private final NewTable target;
    private final Puts puts;
    private final ExecutorService putting =
            Executors.newFixedThreadPool(
                    Table.CONNECTIONS, Thread.ofVirtual().name("table-", 0).factory());
    private final Semaphore room = new Semaphore(MOST_BYTES);
    private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();
    private @Nullable String damaged;
    private @Nullable TableSchema schema;

    /**
     * Looks whether the table may be made.
     *
     * @throws ConnectorException when there is one that is somebody's
     */
    TableRestoring(TableOrder order, Table table, Report report) {
        this.order = order;
        this.table = table;
        this.report = report;
        this.target = new NewTable(order, table);
        this.puts = new Puts(table, target.shown());
        var _ = target.found();
    }

    @Override
    public Resource created() {
        return order.created();
    }

    @Override
    public boolean isNew() {
        return true;
    }

    @Override
    public boolean wants(byte[] path) {
        return true;
    }

    @Override
    public void make(byte[] path, byte[] metadata, long size, Pieces content) {
        rethrow();
        try {
            if (path.length == 0) {
                var whole = TableSchema.decode(metadata);
                target.make(whole);
                schema = whole;
            } else {
                makeGroup(text(path), GroupMeta.decode(metadata), lines(content, size));
            }
        } catch (IllegalArgumentException e) {
            throw alien(e);
        } catch (InterruptedException e) {
            throw Connection.stopped(e);
        }
    }

    private static String text(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }

    private ConnectorException alien(IllegalArgumentException e) {
        return new ConnectorException(
                "%s failed: the recovery point has %s. It was made by a later version of the server, or not from a table."
                        .formatted(target.shown(), e.getMessage()),
                false,
                e);
    }

    private static byte[] lines(Pieces content, long size) {
        if (size > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("a group of " + size + " bytes");
        }
        var lines = new byte[(int) size];
        for (var piece = content.next(); piece != null; piece = content.next()) {
            System.arraycopy(piece.bytes(), 0, lines, (int) piece.at(), piece.bytes().length);
        }
        return lines;
    }

    /** What is not what was backed up is told at the end, when all else is there. */
    private void makeGroup(String path, GroupMeta meta, byte[] lines) throws InterruptedException {
        if (schema == null) {
            throw new IllegalArgumentException("items before the table that they are of");
        }
        if (!meta.isOf(lines)) {
            damaged = path;
            return;
        }
        var bytes = Math.min(lines.length, MOST_BYTES);
        room.acquire(bytes);
        putting.execute(
                () -> {
                    try {
                        put(lines);
                    } finally {
                        room.release(bytes);
                    }
                });
    }

    private void put(byte[] lines) {
        if (failed.get() != null) {
            return;
        }
        try {
            puts.put(ItemText.decode(lines));
        } catch (InterruptedException e) {
            failed.compareAndSet(null, Connection.stopped(e));
        } catch (IllegalArgumentException e) {
            failed.compareAndSet(null, alien(e));
        } catch (RuntimeException e) {
            failed.compareAndSet(null, e);
        }
    }

    private void rethrow() {
        var why = failed.get();
        if (why != null) {
            throw why;
        }
    }

    @Override
    public void finish() {
        putting.shutdown();
        try {
            while (!putting.awaitTermination(1, TimeUnit.HOURS)) {
                rethrow();
            }
        } catch (InterruptedException e) {
            throw Connection.stopped(e);
        }
        rethrow();
        if (damaged != null) {
            throw new ConnectorException(
                    "%s failed: group %s of its items is not what was backed up. Restore another recovery point."
                            .formatted(target.shown(), damaged),
                    false,
                    null);
        }
        var whole = schema;
        if (whole == null) {
            throw alien(new IllegalArgumentException("no table in it"));
        }
        target.settle(whole, report);
    }

    @Override
    public void abandon() {
        putting.shutdownNow();
        try {
            var _ = putting.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw Connection.stopped(e);
        }
        target.remove();
    }

    @Override
    public void close() {
        putting.shutdownNow();
        table.close();
    }
}
