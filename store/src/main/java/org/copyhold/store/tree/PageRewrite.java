package org.copyhold.store.tree;

import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Resealer;
import org.copyhold.store.tree.PublicFace.Child;

import java.util.function.UnaryOperator;

/**
 * Makes pages that speak of frames sealed anew, in the place of pages that speak of the old ones:
 * records, order and boundaries stay. Thread-safe.
 */
public final class PageRewrite {
    private final Resealer resealer;

    /** Rewrites for the resealer's domain. */
    public PageRewrite(Resealer resealer) {
        this.resealer = resealer;
    }

    /**
     * The page in the domain.
     *
     * @param key opens the page as it is
     * @param anew gives the frame that stands for a child's
     */
    public Frame rewrite(Page page, ChunkKey key, UnaryOperator<Child> anew) {
        var old = page.publicFace();
        var face = new PublicFace(old.height(), old.children().stream().map(anew).toList());
        var sealed = new ByteSink(page.sealedFace().length);
        if (page.isLeaf()) {
            writeRecords(page, sealed);
        } else {
            page.children().forEach(child -> Records.write(rewritten(child), sealed));
        }
        return resealer.page(key, face.bytes(), sealed.toArray());
    }

    private void writeRecords(Page leaf, ByteSink sealed) {
        var bytes = new ByteSink(1 << 10);
        for (var record : leaf.records()) {
            bytes.clear();
            Records.write(rewritten(record), bytes);
            sealed.putVarint(bytes.length());
            sealed.put(bytes);
        }
    }

    private LeafRecord rewritten(LeafRecord record) {
        return switch (record) {
            case LeafRecord.Entry entry -> entry;
            case LeafRecord.Chunk chunk ->
                    new LeafRecord.Chunk(
                            chunk.gap(), chunk.length(), chunk.crc(), resealer.key(chunk.key()));
        };
    }

    private UpperRecord rewritten(UpperRecord child) {
        return new UpperRecord(resealer.key(child.key()), child.continues(), child.path());
    }
}
