package org.copyhold.store.index;

import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackBuilder;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.FrameType;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes frames and makes them durable in packs, data and pages apart. For each full pack in this
 * order: row WRITING and hold committed, pack published, chunk rows committed, pack LIVE.
 * Thread-safe; packs are published on threads of its own while further frames are taken, up to a
 * bound, then {@link #add} waits.
 */
public final class PackSink implements AutoCloseable {
    /**
     * Sids remembered so that a frame met again soon is not packed again; one met later is found in
     * the index.
     */
    private static final int REMEMBERED = 1 << 16;

    private final BlobStore blobs;
    private final PackPublisher publisher;
    private final Map<PackKind, PackBuilder> filling = new EnumMap<>(PackKind.class);
    private final Map<Sid, Boolean> taken =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Sid, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** A sink into this store, for a job that was begun. */
    public PackSink(BlobStore blobs, Index index, Work work) {
        this(blobs, index, work, new Transfers(), footer -> {});
    }

    /**
     * A sink that tells of what it does.
     *
     * @param transfers shared with whatever else brings packs for this job
     * @param live told of each pack once it is LIVE, from any thread
     */
    public PackSink(
            BlobStore blobs, Index index, Work work, Transfers transfers, Consumer<Footer> live) {
        this.blobs = blobs;
        this.publisher =
                new PackPublisher(
                        new PackClaims(blobs, index, work), blobs.reach(), transfers, live);
    }

    /**
     * Takes a frame; one that was taken before is left out.
     *
     * @return whether it will be stored
     */
    public boolean add(Frame frame) {
        return add(frame.sid(), frame.type(), frame.bytes(), 0, frame.bytes().length);
    }

    /** Takes a frame as it is; whoever calls has checked its sid. */
    public synchronized boolean add(Sid sid, FrameType type, byte[] bytes, int offset, int length) {
        publisher.check();
        if (taken.putIfAbsent(sid, true) != null) {
            return false;
        }
        var kind = PackKind.of(type);
        var pack = filling.get(kind);
        if (pack != null && !pack.fits(length)) {
            filling.remove(kind);
            publisher.publish(kind, pack);
            pack = null;
        }
        if (pack == null) {
            pack = new PackBuilder(blobs);
            filling.put(kind, pack);
        }
        pack.add(sid, type, bytes, offset, length);
        return true;
    }

    /**
     * Returns when every frame taken so far is durable and LIVE; throws what went wrong with any
     * pack.
     */
    public synchronized void flush() {
        for (var kind : PackKind.values()) {
            var pack = filling.remove(kind);
            if (pack != null) {
                publisher.publish(kind, pack);
            }
        }
        publisher.await();
    }

    /** Packs made LIVE so far. */
    public long packs() {
        return publisher.published();
    }

    /** Discards what was not flushed. */
    @Override
    public synchronized void close() {
        filling.values().forEach(PackBuilder::close);
        filling.clear();
        publisher.close();
    }
}
