package org.copyhold.store.sweep;

import static java.util.Objects.requireNonNull;

import org.copyhold.store.StoreException;
import org.copyhold.store.Tolerance;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replaces damaged frames by the same ones from other packs and stores. A pack that can be made
 * whole is written again in its place, as its name fixes every byte of it; of another, the frames
 * that were found go into new packs first, then the index looks for them there, and the rest stays.
 * Used by one thread.
 */
public final class Healing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

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

    /** Another store. Once it was not to be read it is not asked any more. */
    public static final class Source {
        private final BlobStore blobs;
        private final Index index;
        private boolean isAway;

        public Source(BlobStore blobs, Index index) {
            this.blobs = blobs;
            this.index = index;
        }

        private Optional<byte[]> frame(Sid sid) {
            if (isAway) {
                return Optional.empty();
            }
            try {
                var reader = new PackReader(blobs);
                return index.frames().places(sid).stream()
                        .flatMap(place -> whole(blobs, reader, place, sid).stream())
                        .findFirst();
            } catch (StoreException e) {
                isAway = true;
                LOG.warn("Nothing is healed from there now: {}", e.explained());
                return Optional.empty();
            }
        }
    }

    /**
     * What came of a pack.
     *
     * @param healed frames that are whole now
     * @param lost frames that no other store has whole
     * @param isFinal whether each of the other stores could be asked
     */
    public record Healed(int healed, List<Sid> lost, boolean isFinal) {
        public Healed {
            lost = List.copyOf(lost);
        }
    }

    /**
     * Heals every frame that the index looks for in this pack and that is not whole there; nothing
     * when the pack is on its way out. The pack is held meanwhile, so that it does not go.
     */
    public Healed heal(String packName) {
        var row = index.packs().named(packName);
        if (row.isEmpty() || !isHeld(row.get().id())) {
            return new Healed(0, List.of(), true);
        }
        long pack = row.get().id();
        var entries = index.frames().of(pack);
        if (blobs.uncover(Pack.blob(packName)) && isWhole(packName)) {
            return new Healed(entries.size(), List.of(), true);
        }
        var frames = new HashMap<Sid, byte[]>();
        var brought = new ArrayList<Sid>();
        var lost = new ArrayList<Sid>();
        for (var entry : entries) {
            var place = new Location(pack, packName, entry.offset(), entry.length());
            var here = whole(place, entry.sid());
            var frame = here.or(() -> elsewhere(pack, entry.sid()));
            frame.ifPresent(it -> frames.put(entry.sid(), it));
            if (here.isEmpty()) {
                (frame.isPresent() ? brought : lost).add(entry.sid());
            }
        }
        if (!lost.isEmpty() || !rewrite(packName, entries, frames)) {
            var moved = move(pack, brought, frames);
            brought.stream().filter(sid -> !moved.contains(sid)).forEach(lost::add);
            brought.retainAll(moved);
        }
        return new Healed(brought.size(), lost, others.stream().noneMatch(it -> it.isAway));
    }

    private boolean isWhole(String packName) {
        var damaged = new ArrayList<PackEntry>();
        reader.verify(packName, damaged::add);
        return damaged.isEmpty();
    }

    private boolean isHeld(long pack) {
        return index.packs().hold(work, List.of(pack)).contains(pack);
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

    /**
     * Has the index look for frames in other packs, new ones where no other has them whole.
     *
     * @return which it looks for there now
     */
    private Set<Sid> move(long pack, List<Sid> brought, Map<Sid, byte[]> frames) {
        for (var sid : brought) {
            if (otherPlace(pack, sid).isEmpty()) {
                var bytes = requireNonNull(frames.get(sid));
                sink.add(sid, FrameType.of(bytes[TYPE_AT]), bytes, 0, bytes.length);
            }
        }
        sink.flush();
        var byPack = new TreeMap<Long, List<Sid>>();
        for (var sid : brought) {
            otherPlace(pack, sid)
                    .ifPresent(
                            place ->
                                    byPack.computeIfAbsent(place.packId(), _ -> new ArrayList<>())
                                            .add(sid));
        }
        var moved = new HashSet<Sid>();
        byPack.forEach(
                (to, sids) -> {
                    if (isHeld(to)) {
                        index.frames().handOn(work, pack, to, sids);
                        moved.addAll(sids);
                    }
                });
        return moved;
    }

    /** Where a frame lies whole in this store besides a pack. */
    private Optional<Location> otherPlace(long pack, Sid sid) {
        return index.frames().places(sid).stream()
                .filter(place -> place.packId() != pack && whole(place, sid).isPresent())
                .findFirst();
    }

    private Optional<byte[]> elsewhere(long pack, Sid sid) {
        return otherPlace(pack, sid)
                .flatMap(place -> whole(place, sid))
                .or(() -> others.stream().flatMap(other -> other.frame(sid).stream()).findFirst());
    }

    private Optional<byte[]> whole(Location place, Sid sid) {
        return whole(blobs, reader, place, sid);
    }

    private static Optional<byte[]> whole(
            BlobStore blobs, PackReader reader, Location place, Sid sid) {
        try {
            return Optional.of(reader.frame(place.packName(), place.offset(), place.length(), sid));
        } catch (StoreException.Missing | StoreException.Corrupt | StoreException.Unavailable e) {
            LOG.debug("Not whole: {}", new Tolerance(blobs).told(e));
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
