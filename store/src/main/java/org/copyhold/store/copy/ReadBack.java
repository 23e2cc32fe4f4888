package org.copyhold.store.copy;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.pack.PackReader;

/**
 * Reads what a job has brought, before it is committed: every byte of every pack, from where it is
 * kept. Needs no key. Used by one thread.
 */
public final class ReadBack {
    private final BlobStore blobs;
    private final Index index;
    private final PackReader reader;

    /** Of packs in this store. */
    public ReadBack(BlobStore blobs, Index index) {
        this.blobs = blobs;
        this.index = index;
        this.reader = new PackReader(blobs);
    }

    /**
     * Reads what the work has brought.
     *
     * @return how many packs those are
     * @throws StoreException.Corrupt when one is not what was written
     */
    public int run(Work work) {
        var packs = index.packs().broughtBy(work);
        for (var pack : packs) {
            Interrupted.check();
            blobs.uncache(Pack.blob(pack.name()));
            reader.verify(pack.name(), frame -> refuse(pack, frame));
        }
        return packs.size();
    }

    private void refuse(PackRow pack, PackEntry frame) {
        throw new StoreException.Corrupt(
                "Frame %s in pack %s of %s is not what was written."
                        .formatted(frame.sid(), pack.name(), blobs.describe()),
                "See the system's log for trouble with what the store lies on, and try again.");
    }
}
