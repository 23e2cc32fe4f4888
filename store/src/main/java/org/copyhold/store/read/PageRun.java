package org.copyhold.store.read;

import org.copyhold.store.tree.Page;
import org.copyhold.store.tree.PublicFace;
import org.copyhold.store.tree.UpperRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The children of one upper page, in order, fetched some at a time ahead of their use. Not
 * thread-safe.
 */
final class PageRun {
    private static final int MAX_AHEAD = 32;
    private static final int MAX_AHEAD_BYTES = 4 << 20;

    private final FrameFetcher fetcher;
    private final int height;
    private final List<PublicFace.Child> children;
    private final List<UpperRecord> meanings;
    private final byte @Nullable [] end;
    private final ArrayDeque<Fetched> ahead = new ArrayDeque<>();
    private int next;

    /**
     * The children of a page.
     *
     * @param end the path up to which its last child may reach, or null when there is no end
     */
    PageRun(FrameFetcher fetcher, Page page, byte @Nullable [] end) {
        this.fetcher = fetcher;
        this.height = page.publicFace().height() - 1;
        this.children = page.publicFace().children();
        this.meanings = page.children();
        this.end = end;
    }

    /**
     * A page and its range.
     *
     * @param end the path up to which it may reach, or null when there is no end
     */
    record Ranged(Page page, byte @Nullable [] end) {}

    private record Fetched(int child, Pending<Page> page) {}

    /** The next child that may hold paths the filter wants, or null behind the last. */
    @Nullable Ranged next(PathFilter filter) {
        while (true) {
            if (ahead.isEmpty() || (ahead.size() <= MAX_AHEAD / 4 && next < children.size())) {
                fetch(filter);
            }
            var fetched = ahead.poll();
            if (fetched == null) {
                return null;
            }
            if (wants(filter, fetched.child())) {
                return new Ranged(fetched.page().get(), end(fetched.child()));
            }
        }
    }

    private void fetch(PathFilter filter) {
        var chosen = new ArrayList<Integer>();
        var openings = new ArrayList<OpenPage>();
        int bytes = 0;
        while (next < children.size()
                && ahead.size() + chosen.size() < MAX_AHEAD
                && bytes < MAX_AHEAD_BYTES) {
            if (wants(filter, next)) {
                var child = children.get(next);
                bytes += child.frameLength();
                chosen.add(next);
                openings.add(
                        new OpenPage(
                                child.sid(),
                                child.frameLength(),
                                meanings.get(next).key(),
                                height));
            }
            next++;
        }
        var pages = fetcher.fetch(openings);
        for (int i = 0; i < pages.size(); i++) {
            ahead.add(new Fetched(chosen.get(i), pages.get(i)));
        }
    }

    private boolean wants(PathFilter filter, int child) {
        return filter.wantsWithin(meanings.get(child).path(), end(child));
    }

    private byte @Nullable [] end(int child) {
        return child + 1 < meanings.size() ? meanings.get(child + 1).path() : end;
    }
}
