package org.copyhold.store.read;

import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.Page;
import org.copyhold.store.tree.PublicFace;
import org.copyhold.store.tree.Tree;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;

/** The leaves of a tree in order, without those that nobody wants. Not thread-safe. */
final class LeafWalk {
    private final FrameFetcher fetcher;
    private final ArrayDeque<PageRun> path = new ArrayDeque<>();
    private @Nullable Tree top;

    LeafWalk(FrameFetcher fetcher, Tree tree) {
        this.fetcher = fetcher;
        this.top = tree;
    }

    /**
     * A leaf.
     *
     * @param end the path up to which it may reach, or null when there is no end
     */
    record Leaf(List<LeafRecord> records, List<PublicFace.Child> chunks, byte @Nullable [] end) {
        static Leaf of(Page page, byte @Nullable [] end) {
            return new Leaf(page.records(), page.publicFace().children(), end);
        }
    }

    /** The next leaf that may hold paths the filter wants, or null behind the last. */
    @Nullable Leaf next(PathFilter filter) {
        if (top != null) {
            var page = openTop(top);
            top = null;
            if (page.isLeaf()) {
                return Leaf.of(page, null);
            }
            path.push(new PageRun(fetcher, page, null));
        }
        while (!path.isEmpty()) {
            var child = path.element().next(filter);
            if (child == null) {
                path.pop();
            } else if (child.page().isLeaf()) {
                return Leaf.of(child.page(), child.end());
            } else {
                path.push(new PageRun(fetcher, child.page(), child.end()));
            }
        }
        return null;
    }

    private Page openTop(Tree tree) {
        var opening = new OpenPage(tree.top(), tree.topLength(), tree.key(), tree.height());
        return fetcher.fetch(List.of(opening)).getFirst().get();
    }
}
