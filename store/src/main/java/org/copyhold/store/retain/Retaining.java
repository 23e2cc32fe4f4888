package org.copyhold.store.retain;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Retentions;
import org.copyhold.store.index.Retentions.Lacking;
import org.copyhold.store.index.Sweeps.Root;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.walk.FrameReads;
import org.copyhold.store.walk.PageReads;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Has the packs of recovery points kept, each to the end of a generation, and only those that are
 * not known to be kept so long already. Thread-safe.
 *
 * <p>A work holds what it has kept: no pack goes between the look at it and its being kept, and
 * from then on its row says that it stays.
 */
public final class Retaining {
    private static final int THREADS = 8;
    private static final int PORTION = 256;

    private final BlobStore blobs;
    private final Index index;
    private final Retentions rows;

    /** Of the packs in this store. */
    public Retaining(BlobStore blobs, Index index, Retentions rows) {
        this.blobs = blobs;
        this.index = index;
        this.rows = rows;
    }

    /**
     * Has all packs kept that a point about to be committed needs. What its job relies on without
     * holding it, because an earlier point has it, is looked through only when that one is not kept
     * as long.
     */
    public void beforeCommit(Work work, Root root, Retention wanted) {
        var later = wanted.toGeneration().until().minus(Retention.GENERATION).plusMillis(1);
        if (!rows.relied(work, new Retention(later, wanted.mode()))) {
            hold(work, root);
        }
        keepHeld(work, wanted.toGeneration());
    }

    /** Has all packs kept that a point needs; the work holds them from then on. */
    public void keep(Work work, Root root, Retention wanted) {
        hold(work, root);
        keepHeld(work, wanted.toGeneration());
    }

    private void hold(Work work, Root root) {
        var top = new Child(root.top(), root.length());
        hold(work, Set.of(top.sid()));
        hold(work, List.of(top), root.height(), new HashSet<>());
    }

    private void hold(Work work, Collection<Child> pages, int height, Set<Sid> seen) {
        new PageReads(blobs, index)
                .read(
                        pages,
                        height,
                        batch -> {
                            Interrupted.check();
                            var children = new LinkedHashSet<Child>();
                            batch.forEach(page -> children.addAll(page.face().children()));
                            if (height > 0) {
                                children.removeIf(child -> !seen.add(child.sid()));
                            }
                            hold(work, sids(children));
                            if (height > 0) {
                                hold(work, children, height - 1, seen);
                            }
                        });
    }

    private static Set<Sid> sids(Collection<Child> children) {
        var sids = new HashSet<Sid>();
        children.forEach(child -> sids.add(child.sid()));
        return sids;
    }

    private void hold(Work work, Set<Sid> frames) {
        var held = index.hold(work, frames);
        for (var sid : frames) {
            if (!held.containsKey(sid)) {
                throw new FrameReads(blobs, index).unknown(sid);
            }
        }
    }

    private void keepHeld(Work work, Retention wanted) {
        var lacking = rows.lacking(work, wanted);
        if (lacking.isEmpty()) {
            return;
        }
        try (var threads = Executors.newFixedThreadPool(Math.min(THREADS, lacking.size()))) {
            for (int from = 0; from < lacking.size(); from += PORTION) {
                Interrupted.check();
                var some = lacking.subList(from, Math.min(from + PORTION, lacking.size()));
                rows.lock(work, some);
                var kept = new HashMap<Long, Retention>();
                for (var one : threads.invokeAll(some.stream().map(this::task).toList())) {
                    kept.putAll(one.get());
                }
                rows.retained(kept);
            }
        } catch (InterruptedException e) {
            throw new Interrupted();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException trouble -> throw trouble;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private Callable<Map<Long, Retention>> task(Lacking pack) {
        return () -> Map.of(pack.id(), keep(Pack.blob(pack.name()), pack.wanted()));
    }

    /**
     * Has one blob kept; one that somebody has hidden is brought back first.
     *
     * @return how it is kept
     */
    public Retention keep(String blob, Retention wanted) {
        try {
            return blobs.retain(blob, wanted);
        } catch (StoreException.Missing e) {
            if (blobs.uncover(blob)) {
                return blobs.retain(blob, wanted);
            }
            throw e;
        }
    }
}
