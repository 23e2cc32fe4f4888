package org.copyhold.connect.tables;

import org.copyhold.connect.Content;
import org.copyhold.connect.Item;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** The table itself, or a group of its items: all of it is in memory. */
final class TableItem implements Item {
    private final byte[] path;
    private final byte[] metadata;
    private final byte[] lines;

    private TableItem(byte[] path, byte[] metadata, byte[] lines) {
        this.path = path;
        this.metadata = metadata;
        this.lines = lines;
    }

    /** All of a table but its items; stands before them. */
    static TableItem of(TableSchema schema) {
        return new TableItem(new byte[0], schema.encode(), new byte[0]);
    }

    /** A group, by where it stands. */
    static TableItem of(Group group, int segment, int number) {
        return new TableItem(
                "%05x/%06x".formatted(segment, number).getBytes(StandardCharsets.US_ASCII),
                GroupMeta.of(group).encode(),
                group.lines());
    }

    @Override
    public byte[] path() {
        return path.clone();
    }

    /** What is kept has a hash of the content, so it tells by itself. */
    @Override
    public boolean unchangedSince(byte[] kept, Instant began) {
        return Arrays.equals(kept, metadata) && began.isAfter(Instant.EPOCH);
    }

    @Override
    public Content open() {
        return lines.length == 0 ? Content.NONE : new Lines(lines);
    }

    @Override
    public byte[] metadata() {
        return metadata.clone();
    }

    @Override
    public long size() {
        return lines.length;
    }

    private record Lines(byte[] bytes) implements Content {
        @Override
        public long nextData(long from) {
            return from < bytes.length ? from : -1;
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) {
            if (at >= bytes.length) {
                return -1;
            }
            var count = (int) Math.min(length, bytes.length - at);
            System.arraycopy(bytes, (int) at, into, offset, count);
            return count;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
