package org.copyhold.store.index;

import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.seal.Frame;

/**
 * Takes frames and makes them durable in packs, data and pages apart. For each full pack in this
 * order: row WRITING and hold committed, pack published, chunk rows committed, pack LIVE.
 * Thread-safe; packs are published on threads of its own while further frames are taken, up to a
 * bound, then {@link #add} waits.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class PackSink implements AutoCloseable {
    public PackSink(BlobStore blobs, Index index, Work work) {
        throw new UnsupportedOperationException(blobs.toString() + index + work);
    }

    /**
     * Takes a frame; one that was taken before is left out.
     *
     * @return whether it will be stored
     */
    public boolean add(Frame frame) {
        throw new UnsupportedOperationException(frame.toString());
    }

    /**
     * Returns when every frame taken so far is durable and LIVE; throws what went wrong with any
     * pack.
     */
    public void flush() {
        throw new UnsupportedOperationException();
    }

    /** Discards what was not flushed. */
    @Override
    public void close() {}
}
