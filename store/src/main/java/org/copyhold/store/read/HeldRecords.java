package org.copyhold.store.read;

import org.copyhold.store.Work;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.PathOrder;
import org.copyhold.store.tree.PublicFace;
import org.copyhold.store.tree.StoredChunk;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The records of a base from a path on, whose frames a work holds leaf by leaf. Not thread-safe.
 */
final class HeldRecords {
    private final LeafWalk leaves;
    private final Index index;
    private final Work work;
    private byte[] target = {};
    private byte @Nullable [] leafEnd = {};
    private Iterator<LeafRecord> records = List.<LeafRecord>of().iterator();
    private Iterator<PublicFace.Child> children = List.<PublicFace.Child>of().iterator();
    private Set<Sid> held = Set.of();
    private @Nullable LeafRecord ahead;

    HeldRecords(LeafWalk leaves, Index index, Work work) {
        this.leaves = leaves;
        this.index = index;
        this.work = work;
    }

    /** Leaves out, as far as whole pages go, what lies before this path. */
    void skipTo(byte[] path) {
        target = path;
        if (leafEnd != null && PathOrder.compare(leafEnd, path) < 0) {
            records = List.<LeafRecord>of().iterator();
            ahead = null;
        }
    }

    /** The next record, or null behind the last. */
    @Nullable LeafRecord peek() {
        while (ahead == null && (records.hasNext() || load())) {
            if (records.hasNext()) {
                ahead = records.next();
            }
        }
        return ahead;
    }

    /** Steps over the entry that {@link #peek} gave. */
    void skipEntry() {
        ahead = null;
    }

    /** Steps over the chunk that {@link #peek} gave. */
    StoredChunk takeChunk(LeafRecord.Chunk chunk) {
        ahead = null;
        var child = children.next();
        return new StoredChunk(chunk, child.sid(), child.frameLength());
    }

    /** Whether the work holds the frame; asked before the leaf that names it is left. */
    boolean holds(StoredChunk chunk) {
        return held.contains(chunk.sid());
    }

    private boolean load() {
        var leaf = leaves.next(new From(target));
        if (leaf == null) {
            return false;
        }
        records = leaf.records().iterator();
        children = leaf.chunks().iterator();
        leafEnd = leaf.end();
        var sids = leaf.chunks().stream().map(PublicFace.Child::sid).collect(Collectors.toSet());
        held = sids.isEmpty() ? Set.of() : index.hold(work, sids).keySet();
        return true;
    }

    /** Wants what does not lie before a path. */
    private record From(byte[] target) implements PathFilter {
        @Override
        public boolean wants(byte[] path) {
            return PathOrder.compare(target, path) <= 0;
        }

        @Override
        public boolean wantsWithin(byte[] first, byte @Nullable [] last) {
            return last == null || wants(last);
        }
    }
}
