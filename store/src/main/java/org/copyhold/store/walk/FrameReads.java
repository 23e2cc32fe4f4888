package org.copyhold.store.walk;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads frames wherever they lie: when a pack has gone because its frames were moved to another,
 * they are looked up once more. Each is checked against its sid. Thread-safe.
 */
public record FrameReads(BlobStore blobs, Index index) {
    /** Moves of one frame, between two looks each, that are followed. */
    private static final int LOOKS = 3;

    /** Takes a frame whose sid is right; the array is only lent. */
    @FunctionalInterface
    public interface Taker {
        void take(Sid sid, byte[] bytes, int offset, int length);
    }

    /**
     * Reads frames, pack by pack.
     *
     * @throws StoreException.Missing when the index does not know a frame
     * @throws StoreException.Corrupt when a frame is damaged
     */
    public void read(Collection<Sid> frames, Taker taker) {
        find(frames).forEach((pack, wanted) -> read(pack, wanted, LOOKS - 1, taker));
    }

    /** Reads frames that lay in this pack a moment ago. */
    public void read(String pack, List<Wanted> frames, Taker taker) {
        read(pack, frames, LOOKS, taker);
    }

    private void read(String pack, List<Wanted> frames, int looks, Taker taker) {
        var left = new LinkedHashMap<Sid, Wanted>();
        frames.forEach(frame -> left.put(frame.sid(), frame));
        try {
            new RangedReads(blobs)
                    .read(
                            pack,
                            frames,
                            (sid, bytes, offset, length) -> {
                                left.remove(sid);
                                taker.take(sid, bytes, offset, length);
                            });
        } catch (StoreException.Missing e) {
            if (looks == 0) {
                throw e;
            }
            find(left.keySet()).forEach((now, some) -> read(now, some, looks - 1, taker));
        }
    }

    private Map<String, List<Wanted>> find(Collection<Sid> frames) {
        var found = new HashMap<>(index.find(frames));
        var packs = new LinkedHashMap<String, List<Wanted>>();
        for (var sid : frames) {
            var at = found.remove(sid);
            if (at == null) {
                throw unknown(sid);
            }
            packs.computeIfAbsent(at.packName(), name -> new ArrayList<>())
                    .add(new Wanted(sid, at.offset(), at.length()));
        }
        return packs;
    }

    /** What to throw when the index does not know a frame. */
    public StoreException.Missing unknown(Sid frame) {
        return new StoreException.Missing(
                "Frame " + frame + " is not in " + blobs.describe() + ".",
                "Run \"copyhold store check --read-data\" to see what else is gone, and bring its"
                        + " pack back from a copy of the store.");
    }

    /** What to throw when a frame is not what its sid says. */
    public static StoreException.Corrupt damaged(BlobStore blobs, Sid frame, String pack) {
        return new StoreException.Corrupt(
                "Frame " + frame + " in pack " + pack + " of " + blobs.describe() + " is damaged.",
                "Run \"copyhold store check --read-data\" to see what else is, and bring the pack"
                        + " back from a copy of the store.");
    }
}
