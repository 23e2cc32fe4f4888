package org.copyhold.store.copy;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.copy.Copying.Place;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.walk.PageReads.PageFrame;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what a copy would bring: walks the pages as {@link Copying} does, without any key, and
 * asks the destination's index; nothing is held, nothing is written. Used by one thread, once.
 */
public final class Estimating {
    /** Frames that are remembered so as not to be counted twice. */
    private static final int REMEMBERED = 1 << 17;

    private final Place from;
    private final Optional<Place> to;
    private final Set<Sid> counted = new HashSet<>();
    private long toMove;
    private long there;

    /**
     * An estimate that was not begun.
     *
     * @param to empty when there is no store yet
     */
    public Estimating(Place from, Optional<Place> to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Counts.
     *
     * @param base the point of the destination that a copy would rely upon
     */
    public CopyEstimate of(CommittedPoint source, Optional<CommittedPoint> base) {
        var walk = new PageWalk(from.pages(), to.orElse(from).pages());
        var leaves = walk.leaves(source, base, this::pages);
        from.pages().read(leaves, 0, this::leaves);
        return new CopyEstimate(toMove, there);
    }

    private void leaves(List<PageFrame> leaves) {
        pages(leaves);
        var chunks = new LinkedHashMap<Sid, Child>();
        for (var leaf : leaves) {
            leaf.face().children().forEach(chunk -> chunks.putIfAbsent(chunk.sid(), chunk));
        }
        count(chunks);
    }

    private void pages(List<PageFrame> pages) {
        var frames = new LinkedHashMap<Sid, Child>();
        pages.forEach(page -> frames.putIfAbsent(page.child().sid(), page.child()));
        count(frames);
    }

    private void count(Map<Sid, Child> frames) {
        var known = to.map(place -> place.index().find(frames.keySet()).keySet()).orElse(Set.of());
        frames.forEach(
                (sid, frame) -> {
                    if (known.contains(sid)) {
                        there += frame.frameLength();
                    } else if (counted.add(sid)) {
                        toMove += frame.frameLength();
                    }
                });
        if (counted.size() >= REMEMBERED) {
            counted.clear();
        }
    }
}
