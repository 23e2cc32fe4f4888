package org.copyhold.store.read;

import org.copyhold.store.StoreException;
import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.PublicFace;
import org.copyhold.store.tree.StoredChunk;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;

/** The records of a tree in order, each chunk with its place in its entry. Not thread-safe. */
final class RecordWalk {
    private final LeafWalk leaves;
    private final PathFilter filter;
    private Iterator<LeafRecord> records = List.<LeafRecord>of().iterator();
    private Iterator<PublicFace.Child> chunks = List.<PublicFace.Child>of().iterator();
    private LeafRecord.@Nullable Entry entry;
    private boolean metadataNext;
    private long position;

    RecordWalk(LeafWalk leaves, PathFilter filter) {
        this.leaves = leaves;
        this.filter = filter;
    }

    /** A record of an entry that the filter wants. */
    sealed interface Found {
        record Entry(LeafRecord.Entry record) implements Found {}

        /**
         * A chunk that lies at this place in the content of the entry found last, or is its
         * metadata.
         */
        record Chunk(long at, StoredChunk stored) implements Found {}
    }

    /** The next record, or null behind the last. */
    @Nullable Found next() {
        while (true) {
            while (!records.hasNext()) {
                var leaf = leaves.next(filter);
                if (leaf == null) {
                    checkComplete();
                    return null;
                }
                records = leaf.records().iterator();
                chunks = leaf.chunks().iterator();
            }
            var found =
                    switch (records.next()) {
                        case LeafRecord.Entry next -> begin(next);
                        case LeafRecord.Chunk next -> place(next, chunks.next());
                    };
            if (found != null) {
                return found;
            }
        }
    }

    private @Nullable Found begin(LeafRecord.Entry next) {
        checkComplete();
        boolean wanted = filter.wants(next.path());
        entry = wanted ? next : null;
        metadataNext = wanted && next.metadataBehind();
        position = 0;
        return wanted ? new Found.Entry(next) : null;
    }

    private @Nullable Found place(LeafRecord.Chunk chunk, PublicFace.Child child) {
        var owner = entry;
        if (owner == null) {
            return null;
        }
        var stored = new StoredChunk(chunk, child.sid(), child.frameLength());
        if (metadataNext) {
            metadataNext = false;
            return new Found.Chunk(0, stored);
        }
        if (chunk.gap() > owner.size() - position
                || chunk.length() > owner.size() - position - chunk.gap()) {
            throw malformed("An entry has more content than its size");
        }
        long at = position + chunk.gap();
        position = at + chunk.length();
        return new Found.Chunk(at, stored);
    }

    private void checkComplete() {
        if (metadataNext) {
            throw malformed("An entry lacks the chunk of its metadata");
        }
    }

    private static StoreException malformed(String what) {
        return new StoreException.Corrupt(what + ".", FrameRange.HINT);
    }
}
