package org.copyhold.store.read;

import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.tree.BaseEntry;
import org.copyhold.store.tree.Tree;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Looks up entries of an earlier point in path order, so that what has not changed need not be read
 * again. Every frame that an entry given here needs is held by the work. Not thread-safe.
 *
 * <p>A base is a convenience: when it cannot be read, {@link #trouble} says so and no further entry
 * is found.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "ArrayToString"})
public final class BaseCursor implements AutoCloseable {
    public BaseCursor(BlobStore blobs, Index index, Work work, Tree base) {
        throw new UnsupportedOperationException(blobs.describe() + index + work + base);
    }

    /**
     * The base's entry at this path, or null when it has none that may be kept.
     *
     * @param path behind the path asked for last
     */
    public @Nullable BaseEntry seek(byte[] path) {
        throw new UnsupportedOperationException(path.toString());
    }

    /** Why no more entries are found, when the base could not be read. */
    public Optional<StoreException> trouble() {
        throw new UnsupportedOperationException();
    }

    /** Ends the threads. */
    @Override
    public void close() {}
}
