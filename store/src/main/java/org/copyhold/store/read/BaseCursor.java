package org.copyhold.store.read;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.tree.BaseEntry;
import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.PathOrder;
import org.copyhold.store.tree.StoredChunk;
import org.copyhold.store.tree.Tree;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks up entries of an earlier point in path order, so that what has not changed need not be read
 * again. Every frame that an entry given here needs is held by the work. Not thread-safe.
 *
 * <p>A base is a convenience: when it cannot be read, {@link #trouble} says so and no further entry
 * is found. Neither is one that the store has lost frames of, or that has more than 262,144 chunks,
 * whose records would take too much memory.
 */
public final class BaseCursor implements AutoCloseable {
    private static final int MAX_CHUNKS = 1 << 18;

    private final FrameFetcher fetcher;
    private final HeldRecords records;
    private @Nullable StoreException trouble;

    /**
     * Opens a base; nothing is read yet.
     *
     * @param base the content of a point that the work has pinned
     */
    public BaseCursor(BlobStore blobs, Index index, Work work, Tree base) {
        this.fetcher = new FrameFetcher(blobs, index, 1);
        this.records = new HeldRecords(new LeafWalk(fetcher, base), index, work);
    }

    /**
     * The base's entry at this path, or null when it has none that may be kept.
     *
     * @param path behind the path asked for last
     */
    public @Nullable BaseEntry seek(byte[] path) {
        if (trouble != null) {
            return null;
        }
        try {
            Interrupted.check();
            return find(path);
        } catch (StoreException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw Interrupted.ifSo(e);
            }
            trouble = e;
            return null;
        }
    }

    private @Nullable BaseEntry find(byte[] path) {
        records.skipTo(path);
        while (true) {
            switch (records.peek()) {
                case null -> {
                    return null;
                }
                case LeafRecord.Chunk chunk -> records.takeChunk(chunk);
                case LeafRecord.Entry entry -> {
                    int order = PathOrder.compare(entry.path(), path);
                    if (order > 0) {
                        return null;
                    }
                    records.skipEntry();
                    if (order == 0) {
                        return collect(entry);
                    }
                }
            }
        }
    }

    private @Nullable BaseEntry collect(LeafRecord.Entry entry) {
        var chunks = new ArrayList<StoredChunk>();
        boolean complete = true;
        while (records.peek() instanceof LeafRecord.Chunk chunk) {
            var stored = records.takeChunk(chunk);
            complete &= records.holds(stored) && chunks.size() < MAX_CHUNKS;
            if (complete) {
                chunks.add(stored);
            }
        }
        if (!complete) {
            return null;
        }
        if (!entry.metadataBehind()) {
            return new BaseEntry(entry, entry.metadata(), chunks);
        }
        return new BaseEntry(entry, metadata(chunks), chunks);
    }

    private byte[] metadata(List<StoredChunk> chunks) {
        if (chunks.isEmpty()) {
            throw new StoreException.Corrupt(
                    "An entry lacks the chunk of its metadata.", FrameRange.HINT);
        }
        return fetcher.fetch(List.of(new OpenChunk(chunks.getFirst()))).getFirst().get();
    }

    /** Why no more entries are found, when the base could not be read. */
    public Optional<StoreException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends the threads. */
    @Override
    public void close() {
        fetcher.close();
    }
}
