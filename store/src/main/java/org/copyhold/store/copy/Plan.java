package org.copyhold.store.copy;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Location;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.walk.FrameReads;
import org.copyhold.store.walk.Wanted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gathers wanted frames by the packs that they lie in, so that as many packs as possible can move
 * whole. A pack that is partly wanted waits for the next batches of leaves to want more of it. Not
 * thread-safe.
 */
final class Plan {
    /** Batches that want nothing of a pack before it is taken as it is. */
    private static final int PATIENCE = 2;

    /** Frames that may wait. */
    private static final int MAX_WAITING = 1 << 16;

    /** A pack that has gone between two looks was replaced by another. */
    private static final int LOOKS = 3;

    private final BlobStore blobs;
    private final Index source;
    private final Consumer<PackWants> ready;
    private final Map<Long, PackWants> waiting = new LinkedHashMap<>();
    private int frames;
    private int batch;

    /**
     * An empty plan.
     *
     * @param ready takes what waits no longer
     */
    Plan(BlobStore blobs, Index source, Consumer<PackWants> ready) {
        this.blobs = blobs;
        this.source = source;
        this.ready = ready;
    }

    /** Wants more frames: those of one batch of leaves. */
    void add(List<Sid> wanted) {
        batch++;
        var open = wanted;
        for (int look = 1; !open.isEmpty(); look++) {
            open = place(open, look == LOOKS);
        }
        release();
    }

    /** Gives back those whose pack has gone between two looks, unless this is the last. */
    private List<Sid> place(List<Sid> wanted, boolean last) {
        var found = source.find(wanted);
        var rows = rows(found);
        var again = new ArrayList<Sid>();
        for (var sid : wanted) {
            var at = found.get(sid);
            var row = at == null ? null : rows.get(at.packId());
            if (at != null && row != null) {
                waiting.computeIfAbsent(row.id(), id -> new PackWants(row))
                        .add(new Wanted(sid, at.offset(), at.length()), batch);
                frames++;
            } else if (at == null || last) {
                throw new FrameReads(blobs, source).unknown(sid);
            } else {
                again.add(sid);
            }
        }
        return again;
    }

    private Map<Long, PackRow> rows(Map<Sid, Location> found) {
        var ids = found.values().stream().map(Location::packId).distinct().toList();
        var rows = new HashMap<Long, PackRow>();
        source.packs().rows(ids).forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private void release() {
        var gone = new ArrayList<PackWants>();
        for (Iterator<PackWants> packs = waiting.values().iterator(); packs.hasNext(); ) {
            var pack = packs.next();
            if (pack.isWhole() || batch - pack.touched() >= PATIENCE || frames > MAX_WAITING) {
                packs.remove();
                frames -= pack.frames().size();
                gone.add(pack);
            }
        }
        gone.forEach(ready);
    }

    /** Frames that wait for more of their packs to be wanted. */
    Set<Sid> waiting() {
        return waiting.values().stream()
                .flatMap(pack -> pack.frames().stream())
                .map(Wanted::sid)
                .collect(Collectors.toSet());
    }

    /** Nothing more will be wanted. */
    void finish() {
        waiting.values().forEach(ready);
        waiting.clear();
        frames = 0;
    }
}
