package org.copyhold.connect.blocks;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Reads;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The newest state of a qcow2 image, without a backing file. Two tables lead to its clusters; one
 * that is not there, or is marked so, is all zeros.
 */
final class Qcow2Image implements Image {
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final long COMPRESSED = 1L << 62;
    private static final long ZERO = 1;
    private static final int SECTOR = 512;
    private static final int TABLES = 32;

    private final Reads reads;
    private final int fd;
    private final long length;
    private final Qcow2Header header;
    private final LongBuffer first;
    private final MemorySegment scratch;
    private final Map<Long, LongBuffer> second =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, LongBuffer> eldest) {
                    return size() > TABLES;
                }
            };
    private long inflatedEntry;
    private byte @Nullable [] inflated;

    /**
     * Reads header and first table of an open image.
     *
     * @throws IllegalArgumentException what the image has or is that cannot be read here
     */
    Qcow2Image(Reads reads, int fd) throws LinuxException {
        this.reads = reads;
        this.fd = fd;
        var start = new byte[Qcow2Header.BYTES];
        this.length = reads.length(fd);
        var read = reads.read(fd, 0, start, 0, start.length);
        this.header = Qcow2Header.of(Arrays.copyOf(start, read));
        this.scratch = Arena.ofAuto().allocate(2L * header.clusterBytes(), Long.BYTES);
        this.first = table(header.l1At(), header.l1Entries());
    }

    private LongBuffer table(long at, int entries) throws LinuxException {
        var bytes = new byte[entries * Long.BYTES];
        var done = 0;
        while (done < bytes.length) {
            var read = reads.read(fd, at + done, bytes, done, bytes.length - done);
            if (read == 0) {
                throw new IllegalArgumentException("ends within a table, at byte " + (at + done));
            }
            done += read;
        }
        return ByteBuffer.wrap(bytes).asLongBuffer();
    }

    @Override
    public long size() {
        return header.size();
    }

    /** What the tables say of the cluster that holds a byte of the volume. */
    private long entry(long at) throws LinuxException {
        var cluster = at >> header.clusterBits();
        var table = first.get((int) (cluster / header.l2Entries())) & OFFSET;
        if (table == 0) {
            return 0;
        }
        var entries = second.get(table);
        if (entries == null) {
            entries = table(table, header.l2Entries());
            second.put(table, entries);
        }
        return entries.get((int) (cluster % header.l2Entries()));
    }

    private static boolean isData(long entry) {
        return (entry & COMPRESSED) != 0 || ((entry & ZERO) == 0 && (entry & OFFSET) != 0);
    }

    @Override
    public long nextData(long from) throws LinuxException {
        for (var at = from; at < size(); at = next(at)) {
            if (isData(entry(at))) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public long dataEnd(long data) throws LinuxException {
        var at = data;
        while (at < size() && isData(entry(at))) {
            at = next(at);
        }
        return Math.min(at, size());
    }

    /** Where the next cluster begins; where a whole second table is missing, what it stands for. */
    private long next(long at) {
        var perTable = (long) header.clusterBytes() * header.l2Entries();
        var step =
                (first.get((int) (at / perTable)) & OFFSET) == 0 ? perTable : header.clusterBytes();
        return at / step * step + step;
    }

    @Override
    public long read(long at, MemorySegment into, long length) throws LinuxException {
        var done = 0L;
        while (done < length) {
            var within = (at + done) % header.clusterBytes();
            var part = Math.min(length - done, header.clusterBytes() - within);
            var entry = entry(at + done);
            var target = into.asSlice(done, part);
            if (!isData(entry)) {
                target.fill((byte) 0);
            } else if ((entry & COMPRESSED) != 0) {
                MemorySegment.copy(inflate(entry), (int) within, target, JAVA_BYTE, 0, (int) part);
            } else if (!fill(entry & OFFSET, within, target)) {
                return done;
            }
            done += part;
        }
        return done;
    }

    /**
     * Of a last cluster the zeros at its end may be missing; one that begins where there is nothing
     * any more was cut off.
     *
     * @return false when the image ends before where it ended
     */
    private boolean fill(long cluster, long within, MemorySegment target) throws LinuxException {
        var at = cluster + within;
        var done = 0L;
        while (done < target.byteSize()) {
            var read = reads.read(fd, at + done, target.asSlice(done), target.byteSize() - done);
            if (read == 0 && at + done < length) {
                return false;
            }
            if (read == 0 && cluster >= reads.length(fd)) {
                throw new IllegalArgumentException(
                        "has a cluster at byte " + cluster + ", behind its end");
            }
            if (read == 0) {
                target.asSlice(done).fill((byte) 0);
                return true;
            }
            done += read;
        }
        return true;
    }

    private byte[] inflate(long entry) throws LinuxException {
        var known = inflated;
        if (known != null && inflatedEntry == entry) {
            return known;
        }
        var offsetBits = 62 - (header.clusterBits() - 8);
        var at = entry & ((1L << offsetBits) - 1);
        var sectors = ((entry & ~COMPRESSED & Long.MAX_VALUE) >>> offsetBits) + 1;
        var wanted = Math.min(sectors * SECTOR - at % SECTOR, scratch.byteSize());
        var packed = scratch.asSlice(0, reads.read(fd, at, scratch, wanted)).toArray(JAVA_BYTE);
        var plain = new byte[header.clusterBytes()];
        if (unpack(packed, plain) < plain.length) {
            throw new IllegalArgumentException(
                    "has a cluster at " + at + " that cannot be unpacked");
        }
        inflatedEntry = entry;
        inflated = plain;
        return plain;
    }

    /** How many bytes came out. */
    private static int unpack(byte[] packed, byte[] plain) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            var done = 0;
            var more = -1;
            while (done < plain.length && more != 0) {
                more = inflater.inflate(plain, done, plain.length - done);
                done += more;
            }
            return done;
        } catch (DataFormatException e) {
            return 0; // which the caller tells
        } finally {
            inflater.end();
        }
    }
}
