package org.copyhold.store.tree;

import java.util.List;

/**
 * An entry of an earlier point, whose records may stand in a new point as they are.
 *
 * @param entry the record
 * @param metadata the connector's bytes, wherever they stand
 * @param chunks the chunk records behind the entry, with that of its metadata if it has one
 */
public record BaseEntry(LeafRecord.Entry entry, byte[] metadata, List<StoredChunk> chunks) {
    public BaseEntry {
        chunks = List.copyOf(chunks);
    }

    /** The path below the resource. */
    public byte[] path() {
        return entry.path();
    }

    /** Bytes of content, holes included. */
    public long size() {
        return entry.size();
    }
}
