package org.copyhold.store.write;

import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.tree.BaseEntry;
import org.copyhold.store.tree.Tree;

/**
 * Writes the content of one recovery point: entries go in by path order, a tree comes out, durable
 * and in the index, of a point that is not committed yet. Used by one thread; {@link #progress} may
 * be asked by any.
 *
 * <p>All methods end with {@link org.copyhold.store.Interrupted} soon after the thread was
 * interrupted; what is durable by then is found again by the next attempt.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "ArrayToString"})
public final class Ingest implements AutoCloseable {
    public Ingest(
            BlobStore blobs, Index index, Work work, DedupDomain domain, IngestOptions options) {
        throw new UnsupportedOperationException(
                blobs.describe() + index + work + domain.id() + options);
    }

    /**
     * Adds an entry and reads its content.
     *
     * @param path parts parted by '/', behind the path added last
     * @param metadata the connector's bytes, at most 4 MiB
     * @param size bytes of content, holes included; what the content has beyond is not read, what
     *     it lacks is a hole
     * @throws IllegalArgumentException when the path is out of order, or a limit is passed
     */
    public void add(byte[] path, byte[] metadata, long size, Content content) {
        throw new UnsupportedOperationException(path.toString() + metadata + size + content);
    }

    /** Adds an entry as the base has it, without reading anything. The path is the base entry's. */
    public void keep(BaseEntry same) {
        throw new UnsupportedOperationException(same.toString());
    }

    /** Returns when everything is durable and in the index. */
    public Tree finish() {
        throw new UnsupportedOperationException();
    }

    /** How far it has come. */
    public Progress progress() {
        throw new UnsupportedOperationException();
    }

    /** Ends the threads; without {@link #finish}, what was not durable is discarded. */
    @Override
    public void close() {}
}
