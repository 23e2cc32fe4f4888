package org.copyhold.store.write;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.tree.BaseEntry;
import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.PathOrder;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.tree.TreeBuilder;
import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Writes the content of one recovery point: entries go in by path order, a tree comes out, durable
 * and in the index, of a point that is not committed yet. Used by one thread; {@link #progress} may
 * be asked by any.
 *
 * <p>All methods end with {@link Interrupted} soon after the thread was interrupted; what is
 * durable by then is found again by the next attempt. An ingest that failed is of no more use.
 */
public final class Ingest implements AutoCloseable {
    private static final int MAX_METADATA_BYTES = 16 << 10;
    private static final byte[] NOTHING = {};

    private final Tally tally = new Tally();
    private final PackSink sink;
    private final PageFrames pages;
    private final TreeBuilder tree;
    private final Hints hints;
    private final Batches batches;
    private final Cutter cutter;
    private byte @Nullable [] last;
    private boolean usable = true;

    /** Begins an ingest for a job that was begun. */
    public Ingest(
            BlobStore blobs, Index index, Work work, DedupDomain domain, IngestOptions options) {
        this.sink = new PackSink(blobs, index, work);
        this.pages = new PageFrames(index, work, sink, tally);
        this.tree = new TreeBuilder(domain, pages::add);
        this.hints = new Hints(index);
        var recorder = new Recorder(tree, sink, hints, tally);
        var sealer = new BatchSealer(domain, index, work);
        this.batches = new Batches(sealer::seal, recorder::record, options);
        this.cutter = new Cutter(domain.cutter(), batches, tally);
    }

    /**
     * Adds an entry and reads its content. The arrays are the ingest's from now on.
     *
     * @param path parts parted by '/', behind the path added last
     * @param metadata the connector's bytes, at most 4 MiB
     * @param size bytes of content, holes included; what the content has beyond is not read, what
     *     it lacks is a hole
     * @throws IllegalArgumentException when the path is out of order, or a limit is passed
     */
    public void add(byte[] path, byte[] metadata, long size, Content content) {
        if (metadata.length > Frame.MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "Metadata has at most 4 MiB, not " + metadata.length);
        }
        step(
                () -> {
                    begin(path, size);
                    boolean behind = metadata.length > MAX_METADATA_BYTES;
                    var inPlace = behind ? NOTHING : metadata;
                    boolean small = size <= LeafRecord.Entry.MAX_INLINE_BYTES;
                    var inline = small ? cutter.readWhole((int) size, content) : null;
                    put(new Batch.Begun(new LeafRecord.Entry(path, inPlace, behind, size, inline)));
                    if (behind) {
                        cutter.addChunk(metadata);
                    }
                    if (!small) {
                        cutter.addContent(size, content);
                    }
                    return path;
                });
    }

    /** Adds an entry as the base has it, without reading anything. The work holds its frames. */
    public void keep(BaseEntry same) {
        step(
                () -> {
                    begin(same.path(), same.size());
                    put(new Batch.Begun(same.entry()));
                    same.chunks().forEach(chunk -> put(new Batch.Kept(chunk)));
                    return same;
                });
    }

    /** Returns when everything is durable and in the index. */
    public Tree finish() {
        var finished =
                step(
                        () -> {
                            batches.finish();
                            var whole = tree.finish();
                            pages.flush();
                            sink.flush();
                            hints.flush();
                            return whole;
                        });
        usable = false;
        return finished;
    }

    /** How far it has come. */
    public Progress progress() {
        return tally.progress();
    }

    private void begin(byte[] path, long size) {
        PathOrder.checkFollows(last, path);
        last = path;
        tally.entries.increment();
        tally.logicalBytes.add(size);
    }

    private void put(Batch.Item item) {
        if (batches.filling().isFull()) {
            batches.next();
        }
        batches.filling().add(item);
    }

    /** Does one thing whole, or leaves an ingest that can only be closed. */
    private <T> T step(Supplier<T> action) {
        if (!usable) {
            throw new IllegalStateException("The ingest has ended, or failed before");
        }
        usable = false;
        try {
            Interrupted.check();
            var result = action.get();
            usable = true;
            return result;
        } catch (StoreException e) {
            throw Interrupted.ifSo(e);
        }
    }

    /** Ends the threads; without {@link #finish}, what was not durable is discarded. */
    @Override
    public void close() {
        usable = false;
        batches.close();
        hints.close();
        sink.close();
    }
}
