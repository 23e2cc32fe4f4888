package org.copyhold.store.sweep;

import static java.util.Objects.requireNonNull;

import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Location;
import org.copyhold.store.index.PackFrames;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.pack.PackReader;
import org.copyhold.store.seal.FrameType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces damaged frames by the same ones from other stores. A pack that can be made whole is
 * written again in its place, as its name fixes every byte of it; of another, the frames that were
 * found go into new packs first, then the index looks for them there, and the rest stays. Used by
 * one thread.
 */
public final class Healing implements AutoCloseable {
    /** Where the second byte of a frame tells its type: docs/FORMAT.md §2. */
    private static final int TYPE_AT = 1;

    private final BlobStore blobs;
    private final Index index;
    private final List<Source> others;
    private final Work work;
    private final PackReader reader;
    private final PackSink sink;

    /**
     * @param work begun on this store; whoever has begun it ends it, so that the new packs stay
     * @param others stores that may have the same frames
     */
    public Healing(BlobStore blobs, Index index, Work work, List<Source> others) {
        this.blobs = blobs;
        this.index = index;
        this.others = List.copyOf(others);
        this.work = work;
        this.reader = new PackReader(blobs);
        this.sink = new PackSink(blobs, index, work);
    }

    /** Another store. */
    public record Source(BlobStore blobs, Index index) {
        private Optional<byte[]> frame(Sid sid) {
            var place = index.find(List.of(sid)).get(sid);
            return place == null ? Optional.empty() : whole(new PackReader(blobs), place, sid);
        }
    }

    /**
     * What came of a pack.
     *
     * @param healed frames that are whole now
     * @param lost frames that no other store has whole
     */
    public record Healed(int healed, List<Sid> lost) {
        public Healed {
            lost = List.copyOf(lost);
        }
    }

    /** Heals every frame that the index looks for in this pack and that is not whole there. */
    public Healed heal(String packName) {
        var row = index.packs().named(packName);
        if (row.isEmpty()) {
            return new Healed(0, List.of());
        }
        var entries = index.frames().of(row.get().id());
        var frames = new HashMap<Sid, byte[]>();
        var brought = new ArrayList<Sid>();
        var lost = new ArrayList<Sid>();
        for (var entry : entries) {
            var place = new Location(row.get().id(), packName, entry.offset(), entry.length());
            var here = whole(reader, place, entry.sid());
            var frame = here.or(() -> elsewhere(entry.sid()));
            frame.ifPresent(it -> frames.put(entry.sid(), it));
            if (here.isEmpty()) {
                (frame.isPresent() ? brought : lost).add(entry.sid());
            }
        }
        if (!lost.isEmpty() || !rewrite(packName, entries, frames)) {
            lost.addAll(move(row.get().id(), brought, frames));
            brought.removeAll(lost);
        }
        return new Healed(brought.size(), lost);
    }

    /**
     * Writes a pack again, byte for byte as its name says; false when the index does not look for
     * all of its frames there.
     */
    private boolean rewrite(
            String packName, List<PackFrames.Frame> entries, Map<Sid, byte[]> frames) {
        var footer = new ArrayList<PackEntry>();
        for (var entry : entries) {
            var type = FrameType.of(requireNonNull(frames.get(entry.sid()))[TYPE_AT]);
            var offset = Math.toIntExact(entry.offset());
            footer.add(new PackEntry(entry.sid(), offset, entry.length(), type));
        }
        var pack = Pack.assembled(packName, footer, frames);
        pack.ifPresent(bytes -> blobs.replace(Pack.blob(packName), bytes));
        return pack.isPresent();
    }

    /** Puts frames into new packs, where the index looks for them from then on. */
    private List<Sid> move(long pack, List<Sid> brought, Map<Sid, byte[]> frames) {
        for (var sid : brought) {
            var bytes = requireNonNull(frames.get(sid));
            sink.add(sid, FrameType.of(bytes[TYPE_AT]), bytes, 0, bytes.length);
        }
        sink.flush();
        var moved = new ArrayList<Sid>();
        index.hold(work, brought)
                .forEach(
                        (sid, place) -> {
                            if (place.packId() != pack) {
                                moved.add(sid);
                            }
                        });
        index.frames().forget(pack, moved);
        return brought.stream().filter(sid -> !moved.contains(sid)).toList();
    }

    private Optional<byte[]> elsewhere(Sid sid) {
        return others.stream().flatMap(other -> other.frame(sid).stream()).findFirst();
    }

    private static Optional<byte[]> whole(PackReader reader, Location place, Sid sid) {
        try {
            return Optional.of(reader.frame(place.packName(), place.offset(), place.length(), sid));
        } catch (StoreException.Missing | StoreException.Corrupt e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
