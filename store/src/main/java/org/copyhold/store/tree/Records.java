package org.copyhold.store.tree;

import org.copyhold.store.StoreException;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.Frame;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The bytes of records in sealed faces, FORMAT §4. */
public final class Records {
    /** No record is longer. */
    public static final int MAX_RECORD_BYTES = 64 << 10;

    private static final int ENTRY = 1;
    private static final int CHUNK = 2;
    private static final int INLINE = 1;
    private static final int METADATA_BEHIND = 2;

    private Records() {}

    /** The bytes of a record in a leaf, without the length before it. */
    static void write(LeafRecord record, ByteSink out) {
        switch (record) {
            case LeafRecord.Entry entry -> write(entry, out);
            case LeafRecord.Chunk chunk -> {
                out.put(CHUNK);
                out.putVarint(chunk.gap());
                out.putVarint(chunk.length());
                out.putInt(chunk.crc());
                out.put(chunk.key().bytes());
            }
        }
    }

    private static void write(LeafRecord.Entry entry, ByteSink out) {
        var inline = entry.inline();
        out.put(ENTRY);
        out.put((inline == null ? 0 : INLINE) | (entry.metadataBehind() ? METADATA_BEHIND : 0));
        out.putVarint(entry.path().length);
        out.put(entry.path());
        out.putVarint(entry.size());
        out.putVarint(entry.metadata().length);
        out.put(entry.metadata());
        if (inline != null) {
            out.put(inline);
        }
    }

    static void write(UpperRecord record, ByteSink out) {
        out.put(record.key().bytes());
        out.put(record.continues() ? 1 : 0);
        out.putVarint(record.path().length);
        out.put(record.path());
    }

    /**
     * The records of a leaf.
     *
     * @throws StoreException.Corrupt when the sealed face is malformed
     */
    static List<LeafRecord> readLeaf(byte[] sealedFace) {
        var in = new ByteSource(sealedFace);
        var records = new ArrayList<LeafRecord>();
        while (in.remaining() > 0) {
            records.add(readRecord(in.slice(checkedLength(in.getVarint()))));
        }
        return records;
    }

    private static LeafRecord readRecord(ByteSource in) {
        return switch (in.get()) {
            case ENTRY -> readEntry(in);
            case CHUNK -> readChunk(in);
            default -> throw ByteSource.malformed("a record is neither entry nor chunk");
        };
    }

    private static LeafRecord readEntry(ByteSource in) {
        int flags = in.get();
        if ((flags & ~(INLINE | METADATA_BEHIND)) != 0) {
            throw ByteSource.malformed("an entry has unknown flags");
        }
        var path = in.get(in.getVarint());
        long size = in.getVarint();
        var metadata = in.get(in.getVarint());
        byte @Nullable [] inline = (flags & INLINE) == 0 ? null : in.get(in.remaining());
        if (in.remaining() > 0 || (inline != null && inline.length != size)) {
            throw ByteSource.malformed("an entry has more or fewer bytes than it says");
        }
        if (inline != null && inline.length > LeafRecord.Entry.MAX_INLINE_BYTES) {
            throw ByteSource.malformed("an entry has too much inline content");
        }
        boolean behind = (flags & METADATA_BEHIND) != 0;
        if (behind && metadata.length > 0) {
            throw ByteSource.malformed("an entry has its metadata in two places");
        }
        return new LeafRecord.Entry(path, metadata, behind, size, inline);
    }

    private static LeafRecord readChunk(ByteSource in) {
        long gap = in.getVarint();
        long length = in.getVarint();
        int crc = in.getInt();
        var key = ChunkKey.of(in.get(ChunkKey.BYTES));
        if (in.remaining() > 0) {
            throw ByteSource.malformed("a chunk record has more bytes than it needs");
        }
        if (length > Frame.MAX_CHUNK_BYTES) {
            throw ByteSource.malformed("a chunk has " + length + " bytes, over 4 MiB");
        }
        return new LeafRecord.Chunk(gap, (int) length, crc, key);
    }

    /**
     * What an upper page tells of its {@code count} children.
     *
     * @throws StoreException.Corrupt when the sealed face is malformed
     */
    static List<UpperRecord> readUpper(byte[] sealedFace, int count) {
        var in = new ByteSource(sealedFace);
        var records = new ArrayList<UpperRecord>(count);
        for (int i = 0; i < count; i++) {
            var key = ChunkKey.of(in.get(ChunkKey.BYTES));
            int continues = in.get();
            if (continues > 1) {
                throw ByteSource.malformed("a child neither continues nor begins an entry");
            }
            records.add(
                    new UpperRecord(key, continues == 1, in.get(checkedLength(in.getVarint()))));
        }
        if (in.remaining() > 0) {
            throw ByteSource.malformed("it tells of more children than the public face");
        }
        return records;
    }

    private static long checkedLength(long length) {
        if (length > MAX_RECORD_BYTES) {
            throw ByteSource.malformed("a record has " + length + " bytes, over 64 KiB");
        }
        return length;
    }
}
