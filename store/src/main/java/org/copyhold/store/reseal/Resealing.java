package org.copyhold.store.reseal;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.copy.Arrivals;
import org.copyhold.store.copy.CopyProgress;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.copy.Copying;
import org.copyhold.store.copy.Movers;
import org.copyhold.store.copy.Tally;
import org.copyhold.store.copy.Tier;
import org.copyhold.store.index.Known;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.index.ResealedFrames;
import org.copyhold.store.index.Transfers;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Resealer;
import org.copyhold.store.tree.PageRewrite;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.walk.PageReads.PageFrame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One copy of which every frame is sealed anew: chunks as they are met in the leaves, then pages
 * from the leaves up. What was sealed anew before and is still there is held and not read. Used by
 * one thread, once.
 */
public final class Resealing implements AutoCloseable {
    private final Copying.Place from;
    private final Copying.Place to;
    private final Work work;
    private final Tally tally;
    private final PackSink sink;
    private final Movers movers;
    private final Arrivals arrivals;
    private final Resealer resealer;
    private final PageRewrite pages;
    private final ResealedFrames resealed;
    private final Map<Sid, Child> anew = new HashMap<>();

    /** Chunks sealed anew that may not be in the index yet. */
    private final Map<Sid, Known> underWay = new HashMap<>();

    /**
     * A copy that was not begun.
     *
     * @param domain the destination's
     * @param progress told of every pack and every few pages, from any thread, one call at a time
     */
    public Resealing(
            Copying.Place from,
            Copying.Place to,
            Work work,
            DedupDomain domain,
            Consumer<CopyProgress> progress) {
        this.from = from;
        this.to = to;
        this.work = work;
        this.tally = new Tally(progress);
        this.sink =
                new PackSink(
                        to.blobs(),
                        to.index(),
                        work,
                        new Transfers(),
                        footer ->
                                tally.moved(
                                        footer.entries().stream()
                                                .mapToLong(entry -> entry.length())
                                                .sum()));
        this.movers = new Movers(from.blobs().reach().and(to.blobs().reach()));
        this.arrivals = new Arrivals(to.blobs(), to.index(), work);
        this.resealer = new Resealer(domain);
        this.pages = new PageRewrite(resealer);
        this.resealed = to.index().resealed(domain.id());
    }

    /**
     * What came of it.
     *
     * @param tree of the destination: opened by its own key
     */
    public record Done(CopyResult result, Tree tree) {}

    /**
     * Brings over what the destination lacks, and holds all of it.
     *
     * @param tree the source's, with its root key
     * @param base a point of the destination, sealed anew as well, that the work relies upon
     */
    public Done reseal(CommittedPoint source, Tree tree, Optional<CommittedPoint> base) {
        try {
            var walk = new KeyedWalk(from.pages(), to.pages(), resealed);
            var leaves = walk.leaves(tree, base);
            anew.putAll(walk.passedOver());
            tally.leaves(leaves.size());
            from.pages()
                    .read(
                            leaves.values().stream().map(KeyedFrame::child).toList(),
                            0,
                            batch -> bringLeaves(batch, leaves));
            walk.uppers().forEach(this::bringPages);
            settle();
            return new Done(result(walk.passedOver().isEmpty()), anew(tree));
        } catch (StoreException.Corrupt e) {
            throw new StoreException.Corrupt(whileCopying(source, e), e.hint(), e);
        } catch (StoreException.Missing e) {
            throw new StoreException.Missing(whileCopying(source, e), e.hint(), e);
        }
    }

    private static String whileCopying(CommittedPoint source, StoreException e) {
        return "Recovery point " + source.id() + " was not copied: " + e.getMessage();
    }

    private CopyResult result(boolean sawAll) {
        return new CopyResult(tally.progress(), 0, 0, sink.packs(), Tier.V2, sawAll);
    }

    private Tree anew(Tree tree) {
        var top = anew(tree.top(), anew);
        return new Tree(
                top.sid(),
                resealer.key(tree.key()),
                top.frameLength(),
                tree.height(),
                tree.entries(),
                tree.logicalBytes());
    }

    private void bringLeaves(List<PageFrame> batch, Map<Sid, KeyedFrame> keys) {
        var leaves = new ArrayList<OpenedPage>();
        var chunks = new LinkedHashMap<Sid, KeyedFrame>();
        for (var frame : batch) {
            var leaf = OpenedPage.open(frame, KeyedWalk.key(keys, frame.child().sid()));
            leaf.children(chunks);
            leaves.add(leaf);
        }
        var now = bringChunks(chunks);
        bringPages(leaves, now);
        tally.read(leaves.size());
        if (arrivals.areMany()) {
            settle();
        }
    }

    /** Sees to it that all of these chunks are there or on their way, and tells as what. */
    private Map<Sid, Child> bringChunks(Map<Sid, KeyedFrame> chunks) {
        var now = new HashMap<Sid, Child>();
        var absent = new LinkedHashMap<>(chunks);
        take(underWay, absent, now);
        var known = resealed.find(absent.keySet());
        var held = to.index().hold(work, known.values().stream().map(Known::sid).toList());
        known.values().removeIf(it -> !held.containsKey(it.sid()));
        known.values().forEach(it -> tally.skipped(it.length()));
        take(known, absent, now);
        var fresh = seal(absent);
        resealed.remember(fresh);
        underWay.putAll(fresh);
        take(fresh, absent, now);
        return now;
    }

    private static void take(
            Map<Sid, Known> there, Map<Sid, KeyedFrame> absent, Map<Sid, Child> now) {
        absent.keySet()
                .removeIf(
                        sid -> {
                            var known = there.get(sid);
                            if (known != null) {
                                now.put(sid, new Child(known.sid(), known.length()));
                            }
                            return known != null;
                        });
    }

    private Map<Sid, Known> seal(Map<Sid, KeyedFrame> chunks) {
        tally.wanted(chunks.values().stream().mapToLong(it -> it.child().frameLength()).sum());
        var sealing = new ChunkSealing(from, resealer, sink, movers, this::there);
        var fresh = sealing.seal(chunks);
        var _ = arrivals.expect(fresh.values().stream().map(Known::sid).toList());
        return fresh;
    }

    /** Which of these are there although no hint said so, by threads of their own. */
    private Set<Sid> there(Map<Sid, Frame> frames) {
        var held = to.index().hold(work, frames.keySet()).keySet();
        tally.unwanted(
                frames.values().stream()
                        .filter(frame -> held.contains(frame.sid()))
                        .mapToLong(frame -> frame.bytes().length)
                        .sum());
        return held;
    }

    private void bringPages(List<OpenedPage> level) {
        bringPages(level, anew);
    }

    /** Makes the pages that stand for these, whose children are known. */
    private void bringPages(List<OpenedPage> level, Map<Sid, Child> children) {
        var frames = new LinkedHashMap<Sid, Frame>();
        var made = new HashMap<Sid, Known>();
        for (var page : level) {
            var frame = pages.rewrite(page.page(), page.key(), it -> anew(it.sid(), children));
            var child = new Child(frame.sid(), frame.bytes().length);
            anew.put(page.sid(), child);
            made.put(page.sid(), new Known(child.sid(), child.frameLength()));
            frames.put(frame.sid(), frame);
        }
        for (var sid : to.index().hold(work, frames.keySet()).keySet()) {
            var there = frames.remove(sid);
            if (there != null) {
                tally.skipped(there.bytes().length);
            }
        }
        for (var sid : arrivals.expect(frames.keySet())) {
            var frame = frames.get(sid);
            if (frame != null) {
                tally.wanted(frame.bytes().length);
                sink.add(frame);
            }
        }
        resealed.remember(made);
    }

    private static Child anew(Sid old, Map<Sid, Child> anew) {
        var now = anew.get(old);
        if (now == null) {
            throw new IllegalStateException("Frame " + old + " was not sealed anew");
        }
        return now;
    }

    /** Waits until everything on its way is durable, and sees for itself that it has arrived. */
    private void settle() {
        sink.flush();
        arrivals.confirm(Set.of());
        underWay.clear();
    }

    /** Ends what is under way; what is durable by then is found by the next attempt. */
    @Override
    public void close() {
        movers.close();
        sink.close();
    }
}
