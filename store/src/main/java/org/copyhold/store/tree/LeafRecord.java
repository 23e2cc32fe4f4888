package org.copyhold.store.tree;

import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.Frame;
import org.jspecify.annotations.Nullable;

/** A record of a leaf page: an entry, or a chunk of the entry before it. */
public sealed interface LeafRecord {
    /**
     * Something with a path, such as a file.
     *
     * @param metadata the connector's bytes; empty when {@code metadataBehind}
     * @param metadataBehind whether the first chunk record behind this entry is its metadata
     * @param size bytes of content, holes included
     * @param inline the content itself when it stands in the record, else null
     */
    record Entry(
            byte[] path,
            byte[] metadata,
            boolean metadataBehind,
            long size,
            byte @Nullable [] inline)
            implements LeafRecord {
        /** Content up to here stands in its own record. */
        public static final int MAX_INLINE_BYTES = 512;

        public Entry {
            if (size < 0) {
                throw new IllegalArgumentException("A size is not negative: " + size);
            }
            if (metadataBehind && metadata.length > 0) {
                throw new IllegalArgumentException("Metadata stands in the record or behind it");
            }
            if (inline != null && (inline.length > MAX_INLINE_BYTES || inline.length != size)) {
                throw new IllegalArgumentException(
                        "Inline content is whole and at most 512 bytes, not " + inline.length);
            }
        }
    }

    /**
     * A chunk of content.
     *
     * @param gap zero bytes between the end of the chunk before, or the start of the content, and
     *     this one
     * @param length bytes of the chunk's plaintext
     * @param crc CRC-32C of the chunk's plaintext
     * @param key what opens its frame
     */
    record Chunk(long gap, int length, int crc, ChunkKey key) implements LeafRecord {
        public Chunk {
            if (gap < 0 || length < 0 || length > Frame.MAX_CHUNK_BYTES) {
                throw new IllegalArgumentException(
                        "No chunk has gap " + gap + " and " + length + " bytes");
            }
        }
    }
}
