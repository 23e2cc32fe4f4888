package org.copyhold.store.read;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Location;
import org.copyhold.store.pack.Pack;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** Frames that lie close together in one pack, read at once and opened one by one. */
final class FrameRange<T> implements Runnable {
    static final String HINT =
            "Run \"copyhold store check --read-data\" to see what else is damaged, and use a copy"
                    + " of the recovery point.";

    private final Source source;
    private final List<Placed<T>> frames;

    /** Frames of one pack, by offset. */
    FrameRange(Source source, List<Placed<T>> frames) {
        this.source = source;
        this.frames = frames;
    }

    /** A frame on its way, and where it lies. */
    record Placed<T>(Pending<T> pending, Location location) {
        long end() {
            return location.offset() + location.length();
        }
    }

    /** Where frames come from, with a buffer for each thread. */
    static final class Source {
        private final BlobStore blobs;
        private final Index index;
        private final ThreadLocal<byte[]> buffers =
                ThreadLocal.withInitial(() -> new byte[64 << 10]);

        Source(BlobStore blobs, Index index) {
            this.blobs = blobs;
            this.index = index;
        }

        private byte[] read(Location location, long end) {
            int length = (int) (end - location.offset());
            var buffer = buffers.get();
            if (buffer.length < length) {
                buffer = new byte[length];
                buffers.set(buffer);
            }
            var name = Pack.blob(location.packName());
            int read = blobs.read(name, location.offset(), buffer, 0, length);
            if (read < length) {
                throw new StoreException.Corrupt(
                        "Pack "
                                + location.packName()
                                + " of "
                                + blobs.describe()
                                + " ends too early.",
                        HINT);
            }
            return buffer;
        }

        private @Nullable Location find(Sid sid) {
            return index.find(Set.of(sid)).get(sid);
        }

        StoreException missing(Sid sid) {
            return new StoreException.Missing(
                    "Frame " + sid + " is not in " + blobs.describe() + ".", HINT);
        }

        private StoreException damaged(Sid sid, Location location, StoreException why) {
            return new StoreException.Corrupt(
                    "Frame %s at offset %d of pack %s in %s is damaged: %s"
                            .formatted(
                                    sid,
                                    location.offset(),
                                    location.packName(),
                                    blobs.describe(),
                                    why.getMessage()),
                    HINT,
                    why);
        }
    }

    /** Whatever happens, every frame is opened or failed: somebody waits for each. */
    @Override
    public void run() {
        try {
            open(tryRead());
        } catch (RuntimeException | Error e) {
            frames.forEach(frame -> frame.pending().fail(e));
        }
    }

    private void open(byte @Nullable [] bytes) {
        for (var frame : frames) {
            try {
                if (bytes == null) {
                    openAnew(frame);
                } else {
                    open(frame, bytes);
                }
            } catch (RuntimeException | Error e) {
                frame.pending().fail(e);
            }
        }
    }

    /**
     * Null when the pack cannot be read; it may have been replaced by another, so each frame is
     * looked up once more.
     */
    private byte @Nullable [] tryRead() {
        try {
            return source.read(frames.getFirst().location(), frames.getLast().end());
        } catch (StoreException e) {
            return null;
        }
    }

    private void open(Placed<T> frame, byte[] bytes) {
        long at = frame.location().offset() - frames.getFirst().location().offset();
        open(frame.pending(), frame.location(), bytes, (int) at);
    }

    private void openAnew(Placed<T> frame) {
        var pending = frame.pending();
        var sid = pending.opening().sid();
        var location = source.find(sid);
        if (location == null) {
            throw source.missing(sid);
        }
        open(pending, location, readAlone(sid, location), 0);
    }

    private byte[] readAlone(Sid sid, Location location) {
        try {
            return source.read(location, location.offset() + location.length());
        } catch (StoreException.Missing | StoreException.Corrupt e) {
            throw source.damaged(sid, location, e);
        }
    }

    private void open(Pending<T> pending, Location location, byte[] bytes, int at) {
        try {
            if (location.length() != pending.opening().frameLength()) {
                throw new StoreException.Corrupt(
                        "The index says it has " + location.length() + " bytes.", HINT);
            }
            pending.open(bytes, at);
        } catch (StoreException.Corrupt e) {
            throw source.damaged(pending.opening().sid(), location, e);
        }
    }
}
