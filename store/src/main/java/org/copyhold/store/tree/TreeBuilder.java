package org.copyhold.store.tree;

import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Sealer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a tree of records that come in path order. Equal records make equal pages. Not thread-safe.
 */
public final class TreeBuilder {
    private final DedupDomain domain;
    private final Sealer sealer;
    private final Consumer<Frame> pages;
    private final List<Level> levels = new ArrayList<>();
    private byte @Nullable [] path;
    private long entries;
    private long logicalBytes;

    private static final class Level {
        final OpenPage open;
        long sealed;
        @Nullable Frame last;

        Level(int height) {
            open = new OpenPage(height);
        }
    }

    /**
     * Begins an empty tree.
     *
     * @param pages takes the sealed pages, children before their parents
     */
    public TreeBuilder(DedupDomain domain, Consumer<Frame> pages) {
        this.domain = domain;
        this.sealer = new Sealer(domain);
        this.pages = pages;
        levels.add(new Level(0));
    }

    /**
     * Adds an entry.
     *
     * @throws IllegalArgumentException when it does not come behind the entry before it, or is over
     *     a limit
     */
    public void add(LeafRecord.Entry entry) {
        PathOrder.checkFollows(path, entry.path());
        path = entry.path();
        entries++;
        logicalBytes += entry.size();
        var leaf = levels.getFirst();
        leaf.open.add(entry, entry.path());
        endPage(0, domain.mark(entry.path()));
    }

    /** Adds a chunk of the entry added last. */
    public void add(StoredChunk chunk) {
        if (path == null) {
            throw new IllegalStateException("A chunk belongs to an entry before it");
        }
        var leaf = levels.getFirst();
        leaf.open.add(chunk.chunk(), path);
        leaf.open.add(new PublicFace.Child(chunk.sid(), chunk.frameLength()));
        endPage(0, chunk.sid().mark());
    }

    /** Seals what is open, up to the top page. */
    public Tree finish() {
        for (int height = 0; ; height++) {
            var level = levels.get(height);
            if (!level.open.isEmpty() || level.sealed == 0) {
                seal(height);
            }
            var last = level.last;
            if (level.sealed == 1 && last != null) {
                return new Tree(
                        last.sid(), last.key(), last.bytes().length, height, entries, logicalBytes);
            }
        }
    }

    private void endPage(int height, long mark) {
        if (levels.get(height).open.endsAt(mark)) {
            seal(height);
        }
    }

    private void seal(int height) {
        var level = levels.get(height);
        var frame = level.open.seal(sealer);
        pages.accept(frame);
        level.sealed++;
        level.last = frame;
        var meaning = level.open.meaning(frame);
        level.open.clear();
        addToParent(height + 1, frame, meaning);
    }

    /**
     * The first page of a height waits in its parent; if it stays alone it is the top, and that
     * parent is never sealed.
     */
    private void addToParent(int height, Frame child, UpperRecord meaning) {
        if (levels.size() == height) {
            levels.add(new Level(height));
        }
        levels.get(height)
                .open
                .add(new PublicFace.Child(child.sid(), child.bytes().length), meaning);
        endPage(height, child.sid().mark());
    }
}
