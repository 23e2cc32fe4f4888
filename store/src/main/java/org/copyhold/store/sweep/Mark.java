package org.copyhold.store.sweep;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.Sweeps;
import org.copyhold.store.index.Sweeps.Needed;
import org.copyhold.store.index.Sweeps.Root;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.walk.FrameReads;
import org.copyhold.store.walk.PageReads;
import org.copyhold.store.walk.PageReads.PageFrame;
import org.roaringbitmap.longlong.Roaring64Bitmap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out what recovery points need, by walking public faces: a bit for each frame, and a count
 * for each pack. A page that several points share is followed once; a frame counts in one pack,
 * wherever else it lies. Used by one thread.
 */
final class Mark {
    private final PageReads reads;
    private final Sweeps sweeps;
    private final Roaring64Bitmap frames = new Roaring64Bitmap();
    private final Map<Long, Long> bytes = new HashMap<>();

    Mark(PageReads reads, Sweeps sweeps) {
        this.reads = reads;
        this.sweeps = sweeps;
    }

    /**
     * Marks all that a point needs.
     *
     * @throws StoreException when a page cannot be read: what lies below it is then not known, and
     *     nothing may go
     */
    void follow(Root root) {
        try {
            followNew(List.of(new Child(root.top(), root.length())), root.height());
        } catch (StoreException.Corrupt e) {
            throw new StoreException.Corrupt(untold(root, e), hint(e), e);
        } catch (StoreException.Missing e) {
            throw new StoreException.Missing(untold(root, e), hint(e), e);
        }
    }

    private static String untold(Root root, StoreException e) {
        return "What recovery point %s needs cannot be told, so nothing is removed: %s"
                .formatted(root.point(), e.getMessage());
    }

    private static String hint(StoreException e) {
        return "Until the page is healed, or the recovery points that need it are deleted, no space"
                + " is freed. "
                + e.hint();
    }

    private void followNew(Collection<Child> pages, int height) {
        var places = places(pages);
        for (var page : pages) {
            if (!places.containsKey(page.sid())) {
                throw new FrameReads(reads.blobs(), reads.index()).unknown(page.sid());
            }
        }
        reads.read(mark(pages, places), height, batch -> below(batch, height));
    }

    private void below(List<PageFrame> pages, int height) {
        var children = new LinkedHashMap<Sid, Child>();
        for (var page : pages) {
            page.face().children().forEach(child -> children.putIfAbsent(child.sid(), child));
        }
        if (height == 0) {
            mark(children.values(), places(children.values()));
        } else {
            followNew(children.values(), height - 1);
        }
    }

    private Map<Sid, Needed> places(Collection<Child> frames) {
        return sweeps.needed(frames.stream().map(Child::sid).toList());
    }

    /** Marks frames, and gives back those that were not marked before. */
    private List<Child> mark(Collection<Child> children, Map<Sid, Needed> places) {
        var unseen = new ArrayList<Child>();
        for (var child : children) {
            var place = places.get(child.sid());
            if (place != null && !frames.contains(place.number())) {
                count(place);
                unseen.add(child);
            }
        }
        return unseen;
    }

    private void count(Needed place) {
        frames.addLong(place.number());
        bytes.merge(place.pack(), (long) place.length() + Footer.ENTRY_BYTES, Long::sum);
    }

    /** Whether the frame of this row is needed. */
    boolean isNeeded(long number) {
        return frames.contains(number);
    }

    /** How much of a pack is needed. */
    long bytesNeeded(PackRow pack) {
        return bytes.getOrDefault(pack.id(), 0L);
    }
}
