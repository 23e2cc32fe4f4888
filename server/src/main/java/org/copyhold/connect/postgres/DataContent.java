package org.copyhold.connect.postgres;

import org.copyhold.connect.Content;

import java.util.zip.CRC32C;

/** The bytes of a file, from the first to the last, as they come. */
final class DataContent implements Content {
    /** Sixteen pages: what is stored for one that changed, and what costs a chunk's record. */
    static final int BLOCK_BYTES = 128 << 10;

    private final ServerReading reading;
    private final String name;
    private final long size;
    private final CRC32C sum = new CRC32C();
    private long position;

    DataContent(ServerReading reading, String name, long size) {
        this.reading = reading;
        this.name = name;
        this.size = size;
    }

    /** Pages change where they lie. */
    @Override
    public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public long nextData(long from) {
        return from < size ? from : -1;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        if (at != position) {
            throw new IllegalArgumentException(
                    "What comes is read in order: from " + position + ", not " + at);
        }
        if (at >= size) {
            return -1;
        }
        var read = reading.read(into, offset, (int) Math.min(length, size - at));
        sum.update(into, offset, read);
        if (name.equals(Manifest.NAME)) {
            reading.toManifest(into, offset, read);
        }
        position += read;
        return read;
    }

    /** Tells the manifest what came; nothing of what was not read. */
    @Override
    public void close() {
        reading.came(name, size, position == size ? sum.getValue() : null);
    }
}
