package org.copyhold.store.read;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.tree.Tree;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recovery point: its entries in path order, each with its content. Frames are fetched
 * ahead and opened on threads of the reader's own; all that comes out was compared with the check
 * that the backup recorded (V3). Not thread-safe.
 *
 * <p>The point is to be pinned while it is read. All methods end with {@link
 * org.copyhold.store.Interrupted} soon after the thread was interrupted.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "ArrayToString"})
public final class PointReader implements AutoCloseable {
    public PointReader(
            BlobStore blobs, Index index, Tree tree, PathFilter filter, ReadOptions options) {
        throw new UnsupportedOperationException(blobs.describe() + index + tree + filter + options);
    }

    /**
     * The next wanted entry, or null behind the last.
     *
     * @throws org.copyhold.store.StoreException.Corrupt naming frame and pack when stored bytes are
     *     not what they must be
     */
    public @Nullable StoredEntry next() {
        throw new UnsupportedOperationException();
    }

    /** Ends the threads. */
    @Override
    public void close() {}
}
