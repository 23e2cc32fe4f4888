package org.copyhold.store.reseal;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Known;
import org.copyhold.store.index.ResealedFrames;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.walk.PageReads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks a source point's pages from the top with their keys, level by level beside those of a base:
 * a page that the base has as it was sealed anew is passed over with all below it. Used once.
 */
final class KeyedWalk {
    private final PageReads source;
    private final PageReads destination;
    private final ResealedFrames resealed;
    private final Map<Sid, Child> anew = new LinkedHashMap<>();
    private final List<List<OpenedPage>> uppers = new ArrayList<>();
    private Map<Sid, KeyedFrame> ours = new LinkedHashMap<>();
    private Map<Sid, Child> theirs = new LinkedHashMap<>();

    KeyedWalk(PageReads source, PageReads destination, ResealedFrames resealed) {
        this.source = source;
        this.destination = destination;
        this.resealed = resealed;
    }

    /**
     * Goes down to the leaves.
     *
     * @return the leaves that the base lacks, each once, in the order of use; not read yet
     */
    Map<Sid, KeyedFrame> leaves(Tree tree, Optional<CommittedPoint> base) {
        ours.put(tree.top(), new KeyedFrame(new Child(tree.top(), tree.topLength()), tree.key()));
        base.ifPresent(it -> theirs.put(it.top(), new Child(it.top(), it.topLength())));
        int theirHeight = base.map(CommittedPoint::height).orElse(-1);
        for (int height = tree.height(); ; height--) {
            for (; theirHeight > height; theirHeight--) {
                theirs = below(theirs.values(), theirHeight);
            }
            if (theirHeight == height) {
                passOver();
            }
            if (height == 0) {
                return ours;
            }
            ours = open(height);
        }
    }

    /** Pages passed over, by their old sids: what stands for each. */
    Map<Sid, Child> passedOver() {
        return anew;
    }

    /** Upper pages that were opened, the lowest level first. */
    List<List<OpenedPage>> uppers() {
        return uppers.reversed();
    }

    private void passOver() {
        Map<Sid, Known> known = resealed.find(ours.keySet());
        known.forEach(
                (sid, now) -> {
                    if (theirs.remove(now.sid()) != null) {
                        anew.put(sid, new Child(now.sid(), now.length()));
                        ours.remove(sid);
                    }
                });
    }

    private Map<Sid, KeyedFrame> open(int height) {
        var children = new LinkedHashMap<Sid, KeyedFrame>();
        var level = new ArrayList<OpenedPage>();
        var pages = ours;
        source.read(
                pages.values().stream().map(KeyedFrame::child).toList(),
                height,
                batch -> {
                    for (var frame : batch) {
                        var page = OpenedPage.open(frame, key(pages, frame.child().sid()));
                        page.children(children);
                        level.add(page);
                    }
                });
        uppers.add(level);
        return children;
    }

    private Map<Sid, Child> below(Collection<Child> pages, int height) {
        var children = new LinkedHashMap<Sid, Child>();
        destination.read(
                pages,
                height,
                batch ->
                        batch.forEach(
                                page ->
                                        page.face()
                                                .children()
                                                .forEach(it -> children.put(it.sid(), it))));
        return children;
    }

    static ChunkKey key(Map<Sid, KeyedFrame> frames, Sid sid) {
        var frame = frames.get(sid);
        if (frame == null) {
            throw new IllegalStateException("Nobody asked for frame " + sid);
        }
        return frame.key();
    }
}
