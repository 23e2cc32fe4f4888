package org.copyhold.connect.blocks;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.copyhold.connect.Content;
import org.copyhold.connect.Report;
import org.copyhold.connect.linux.LinuxException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A volume's bytes, in order, by whole blocks: a block with a byte that is not zero is data, all
 * others are holes. Read a mebibyte at a time; between two reads the block at hand is kept.
 */
final class VolumeContent implements Content {
    static final int BLOCK_BYTES = 512 << 10;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final MemorySegment ZEROS = Arena.global().allocate(BLOCK_BYTES);

    private final Volume volume;
    private final Image image;
    private final Report report;
    private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_BYTES, 4096);
    private long loadedFrom;
    private long loadedTo;
    private long dataTo;
    private boolean closed;

    VolumeContent(Volume volume, Report report) {
        this(volume, volume.image(), report);
    }

    VolumeContent(Volume volume, Image image, Report report) {
        this.volume = volume;
        this.image = image;
        this.report = report;
    }

    @Override
    public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public long nextData(long from) {
        var at = from;
        while (at < image.size()) {
            if (at < loadedFrom || at >= loadedTo) {
                at = load(at);
                if (at < 0) {
                    return -1;
                }
            }
            // Whoever interrupts is heard only where something is added.
            if (!isZero(at) || Thread.currentThread().isInterrupted()) {
                return at;
            }
            at = blockEnd(at);
        }
        return -1;
    }

    private static long blockStart(long at) {
        return at / BLOCK_BYTES * BLOCK_BYTES;
    }

    private long blockEnd(long at) {
        return Math.min(blockStart(at) + BLOCK_BYTES, image.size());
    }

    private boolean isZero(long at) {
        var from = blockStart(at) - loadedFrom;
        var to = blockEnd(at) - loadedFrom;
        return MemorySegment.mismatch(buffer, from, to, ZEROS, 0, to - from) == -1;
    }

    /**
     * Loads the block that holds {@code from}, or the next one that has data, and those behind it.
     *
     * @return where in it the reading goes on, or -1 when only a hole follows
     */
    private long load(long from) {
        try {
            var at = from;
            if (blockStart(from) >= dataTo) {
                var data = image.nextData(blockStart(from));
                if (data < 0) {
                    return -1;
                }
                dataTo = Math.max(image.dataEnd(data), data + 1); // it may be a hole by now
                at = Math.max(from, blockStart(data));
            }
            fill(blockStart(at));
            return at;
        } catch (LinuxException e) {
            throw volume.unreadableAt(from, e);
        } catch (IllegalArgumentException e) {
            throw volume.failed(
                    e.getMessage(), "Look at it with qemu-img check, then start the job again.", e);
        }
    }

    private void fill(long start) throws LinuxException {
        var end = Math.min(blockEnd(dataTo - 1), start + BUFFER_BYTES);
        loadedFrom = start;
        loadedTo = start;
        if (image.read(start, buffer, end - start) < end - start) {
            throw volume.failed(
                    "became shorter while it was read",
                    "Start the job again when nothing resizes it.",
                    null);
        }
        loadedTo = end;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        if (nextData(at) != at) {
            return -1;
        }
        var count = (int) Math.min(length, blockEnd(at) - at);
        MemorySegment.copy(buffer, JAVA_BYTE, at - loadedFrom, into, offset, count);
        return count;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (volume.hasChanged()) {
                report.problem("volume", "changed while it was read");
            }
        } catch (LinuxException e) {
            report.problem("volume", "cannot be looked at after reading: " + e.getMessage());
        }
    }
}
