package org.copyhold.store.reseal;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.Page;
import org.copyhold.store.tree.UpperRecord;
import org.copyhold.store.walk.PageReads.PageFrame;

import java.util.List;
import java.util.Map;

/** A page of the source, opened. */
record OpenedPage(Sid sid, ChunkKey key, Page page) {
    /**
     * Opens a page whose sid is right.
     *
     * @throws StoreException.Corrupt when it is not this key's
     */
    static OpenedPage open(PageFrame frame, ChunkKey key) {
        return new OpenedPage(frame.child().sid(), key, Page.open(frame.bytes(), key));
    }

    /** Puts down its children, with their keys, that are not there yet. */
    void children(Map<Sid, KeyedFrame> into) {
        var children = page.publicFace().children();
        var keys = keys();
        for (int i = 0; i < children.size(); i++) {
            var child = children.get(i);
            into.putIfAbsent(child.sid(), new KeyedFrame(child, keys.get(i)));
        }
    }

    private List<ChunkKey> keys() {
        return page.isLeaf()
                ? page.records().stream()
                        .filter(LeafRecord.Chunk.class::isInstance)
                        .map(record -> ((LeafRecord.Chunk) record).key())
                        .toList()
                : page.children().stream().map(UpperRecord::key).toList();
    }
}
