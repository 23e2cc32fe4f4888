package org.copyhold.store.copy;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.walk.PageReads;
import org.copyhold.store.walk.PageReads.PageFrame;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks a source point's pages from the top, level by level and without a key, beside those of a
 * base: a page that both have at a height is skipped with all below it.
 */
final class PageWalk {
    private final PageReads source;
    private final PageReads destination;
    private boolean hasSkipped;

    PageWalk(PageReads source, PageReads destination) {
        this.source = source;
        this.destination = destination;
    }

    /**
     * Goes down to the leaves.
     *
     * @param uppers takes every upper page of the source that the base lacks
     * @return the leaves that the base lacks, each once, in the order of use; not read yet
     */
    Collection<Child> leaves(
            CommittedPoint point, Optional<CommittedPoint> base, Consumer<List<PageFrame>> uppers) {
        Map<Sid, Child> ours = top(point);
        Map<Sid, Child> theirs = base.map(PageWalk::top).orElse(Map.of());
        int theirHeight = base.map(CommittedPoint::height).orElse(-1);
        for (int height = point.height(); ; height--) {
            for (; theirHeight > height; theirHeight--) {
                theirs = below(destination, theirs.values(), theirHeight, pages -> {});
            }
            if (theirHeight == height) {
                var common = new LinkedHashMap<>(ours);
                common.keySet().retainAll(theirs.keySet());
                ours = without(ours, common);
                theirs = without(theirs, common);
                hasSkipped |= !common.isEmpty();
            }
            if (height == 0) {
                return ours.values();
            }
            ours = below(source, ours.values(), height, uppers);
        }
    }

    /** Whether the walk passed over pages that the base has, and all below them. */
    boolean hasSkipped() {
        return hasSkipped;
    }

    private static Map<Sid, Child> top(CommittedPoint point) {
        return Map.of(point.top(), new Child(point.top(), point.topLength()));
    }

    private static Map<Sid, Child> without(Map<Sid, Child> pages, Map<Sid, Child> common) {
        var rest = new LinkedHashMap<>(pages);
        rest.keySet().removeAll(common.keySet());
        return rest;
    }

    private static Map<Sid, Child> below(
            PageReads store, Collection<Child> pages, int height, Consumer<List<PageFrame>> met) {
        var children = new LinkedHashMap<Sid, Child>();
        store.read(
                pages,
                height,
                batch -> {
                    met.accept(batch);
                    for (var page : batch) {
                        page.face()
                                .children()
                                .forEach(child -> children.putIfAbsent(child.sid(), child));
                    }
                });
        return children;
    }
}
