package org.copyhold.store.write;

import org.copyhold.store.chunk.FastCdc;
import org.copyhold.store.seal.Frame;

/** Reads content into batches and cuts it into chunks where it lies. Not thread-safe. */
final class Cutter {
    private final FastCdc cutter;
    private final Batches batches;
    private final Tally tally;
    private int from;
    private long gap;
    private int blockBytes;

    /** Where in its content lies what is at {@code from} in the buffer. */
    private long place;

    Cutter(FastCdc cutter, Batches batches, Tally tally) {
        this.cutter = cutter;
        this.batches = batches;
        this.tally = tally;
    }

    /** The whole content as one array, holes as zeros; what it lacks is zeros too. */
    byte[] readWhole(int size, Content content) {
        var whole = new byte[size];
        long at = 0;
        while (at < size) {
            long data = content.nextData(at);
            if (data < at || data >= size) {
                break;
            }
            int read = content.read(data, whole, (int) data, (int) (size - data));
            if (read <= 0) {
                break;
            }
            tally.readBytes.add(read);
            at = data + read;
        }
        return whole;
    }

    /** Adds these bytes as one chunk. */
    void addChunk(byte[] bytes) {
        if (batches.filling().room() < bytes.length) {
            batches.next();
        }
        var batch = batches.filling();
        System.arraycopy(bytes, 0, batch.buffer(), batch.used(), bytes.length);
        batch.add(new Cut(0, batch.used(), bytes.length));
        batch.use(bytes.length);
    }

    /** Adds the chunks of a content, up to {@code size}. */
    void addContent(long size, Content content) {
        blockBytes = content.blockBytes();
        long end = 0;
        while (end < size) {
            long data = content.nextData(end);
            if (data < end || data >= size) {
                return;
            }
            gap = data - end;
            end = addRun(data, size, content);
            if (end == data) {
                return;
            }
        }
    }

    /** Adds the chunks of a run without holes; returns where it ends. */
    private long addRun(long start, long size, Content content) {
        long at = start;
        place = start;
        from = batches.filling().used();
        while (at < size) {
            if (batches.filling().isFull()) {
                cutDecided();
                carryOver();
            }
            var batch = batches.filling();
            int wanted = (int) Math.min(batch.room(), size - at);
            int read = content.read(at, batch.buffer(), batch.used(), wanted);
            if (read <= 0) {
                break;
            }
            batch.use(read);
            tally.readBytes.add(read);
            at += read;
        }
        while (from < batches.filling().used()) {
            cutTo(cut(batches.filling().used()));
        }
        return at;
    }

    /** Makes the cuts that bytes yet to be read cannot change. */
    private void cutDecided() {
        int used = batches.filling().used();
        int to = cut(used);
        while (to < used || isWhole(to)) {
            cutTo(to);
            to = cut(used);
        }
    }

    /** Where the chunk ends that begins at {@code from}, as far as the bytes up to here tell. */
    private int cut(int used) {
        return blockBytes > 0
                ? (int) Math.min(used, from + blockBytes - place % blockBytes)
                : cutter.cut(batches.filling().buffer(), from, used);
    }

    /** Whether no byte behind it could make it longer. */
    private boolean isWhole(int to) {
        return blockBytes > 0
                ? to > from && (place + to - from) % blockBytes == 0
                : to - from == Frame.MAX_CHUNK_BYTES;
    }

    private void cutTo(int to) {
        batches.filling().add(new Cut(gap, from, to - from));
        gap = 0;
        place += to - from;
        from = to;
    }

    /** Takes the bytes that are not cut yet along into the next batch. */
    private void carryOver() {
        var full = batches.filling();
        int rest = full.used() - from;
        batches.next();
        var next = batches.filling();
        System.arraycopy(full.buffer(), from, next.buffer(), 0, rest);
        next.use(rest);
        from = 0;
    }
}
