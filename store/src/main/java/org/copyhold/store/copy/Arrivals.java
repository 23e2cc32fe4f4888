package org.copyhold.store.copy;

import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Frames on their way: not asked for twice, and each seen in the destination's index, and held,
 * before the copy counts. Not thread-safe.
 */
public final class Arrivals {
    /** Frames on their way before it is waited for them. */
    static final int MAX_OPEN = 1 << 17;

    private final BlobStore blobs;
    private final Index destination;
    private final Work work;
    private final Set<Sid> open = new HashSet<>();

    /** Nothing is on its way yet. */
    public Arrivals(BlobStore blobs, Index destination, Work work) {
        this.blobs = blobs;
        this.destination = destination;
        this.work = work;
    }

    /** Those that are not on their way yet; they are from now on. */
    public List<Sid> expect(Collection<Sid> absent) {
        return absent.stream().filter(open::add).toList();
    }

    /** Whether it is time to wait for them. */
    public boolean areMany() {
        return open.size() >= MAX_OPEN;
    }

    /**
     * To be called when nothing is on its way any more.
     *
     * @param waiting frames whose turn has not come; they stay expected
     */
    public void confirm(Set<Sid> waiting) {
        var arrived = new HashSet<>(open);
        arrived.removeAll(waiting);
        var held = destination.hold(work, arrived);
        for (var sid : arrived) {
            if (!held.containsKey(sid)) {
                throw new StoreException.Unavailable(
                        "Frame " + sid + " did not arrive in " + blobs.describe() + ".",
                        "Run the copy again.",
                        true,
                        null);
            }
        }
        open.retainAll(waiting);
    }
}
