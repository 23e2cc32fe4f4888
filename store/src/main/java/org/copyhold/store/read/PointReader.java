package org.copyhold.store.read;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.Tree;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recovery point: its entries in path order, each with its content. Frames are fetched
 * ahead and opened on threads of the reader's own; all that comes out was compared with the check
 * that the backup recorded (V3). Not thread-safe.
 *
 * <p>The point is to be pinned while it is read. All methods end with {@link Interrupted} soon
 * after the thread was interrupted.
 */
public final class PointReader implements AutoCloseable {
    private final FrameFetcher fetcher;
    private final ReadAhead ahead;
    private @Nullable Reading current;

    /** Opens a point for reading; nothing is read yet. */
    public PointReader(
            BlobStore blobs, Index index, Tree tree, PathFilter filter, ReadOptions options) {
        this.fetcher = new FrameFetcher(blobs, index, options.threads());
        var records = new RecordWalk(new LeafWalk(fetcher, tree), filter);
        this.ahead = new ReadAhead(records, fetcher, options.bytesInFlight());
    }

    /**
     * The next wanted entry, or null behind the last. What was not read of the one before is
     * skipped.
     *
     * @throws StoreException.Corrupt naming frame and pack when stored bytes are not what they must
     *     be
     */
    public @Nullable StoredEntry next() {
        current = null;
        while (peek() instanceof Step.Data) {
            ahead.skip();
        }
        if (!(peek() instanceof Step.Begin begin)) {
            return null;
        }
        ahead.skip();
        var entry = begin.entry();
        var metadata = entry.metadataBehind() ? takeData().pending().get() : entry.metadata();
        var reading = new Reading(entry, metadata);
        current = reading;
        return reading;
    }

    private @Nullable Step peek() {
        try {
            Interrupted.check();
            return ahead.peek();
        } catch (StoreException e) {
            throw Interrupted.ifSo(e);
        }
    }

    private Step.Data takeData() {
        if (peek() instanceof Step.Data data) {
            ahead.skip();
            return data;
        }
        throw new IllegalStateException("An entry's chunk was expected");
    }

    /** Ends the threads. */
    @Override
    public void close() {
        fetcher.close();
    }

    private final class Reading implements StoredEntry {
        private final LeafRecord.Entry entry;
        private final byte[] metadata;
        private boolean inlineGiven;

        Reading(LeafRecord.Entry entry, byte[] metadata) {
            this.entry = entry;
            this.metadata = metadata;
        }

        @Override
        public byte[] path() {
            return entry.path();
        }

        @Override
        public byte[] metadata() {
            return metadata;
        }

        @Override
        public long size() {
            return entry.size();
        }

        @Override
        public @Nullable Piece next() {
            if (current != this) {
                throw new IllegalStateException(
                        "An entry is read before the next one is asked for");
            }
            var inline = entry.inline();
            if (inline != null) {
                boolean given = inlineGiven || inline.length == 0;
                inlineGiven = true;
                return given ? null : new Piece(0, inline);
            }
            if (!(peek() instanceof Step.Data)) {
                return null;
            }
            var data = takeData();
            return new Piece(data.at(), data.pending().get());
        }
    }
}
