package org.copyhold.store.tree;

import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.Opener;

import java.util.List;

/**
 * A page that has been opened.
 *
 * @param publicFace what lies below it
 * @param sealedFace the meaning of what lies below it
 */
public record Page(PublicFace publicFace, byte[] sealedFace) {
    /**
     * Opens a page's frame.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when it is damaged, or not this key's
     */
    public static Page open(byte[] frame, ChunkKey key) {
        return new Page(PublicFace.parse(Opener.publicFace(frame)), Opener.open(frame, key));
    }

    /** Whether the children are chunks. */
    public boolean isLeaf() {
        return publicFace.height() == 0;
    }

    /**
     * The records of a leaf, in order.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when the sealed face is malformed or does
     *     not fit the public one
     */
    public List<LeafRecord> records() {
        var records = Records.readLeaf(sealedFace);
        long chunks = records.stream().filter(LeafRecord.Chunk.class::isInstance).count();
        if (chunks != publicFace.children().size()) {
            throw ByteSource.malformed(
                    "a leaf has "
                            + chunks
                            + " chunk records and "
                            + publicFace.children().size()
                            + " chunks");
        }
        return records;
    }

    /**
     * What an upper page tells of its children, in order.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when the sealed face is malformed or does
     *     not fit the public one
     */
    public List<UpperRecord> children() {
        return Records.readUpper(sealedFace, publicFace.children().size());
    }
}
