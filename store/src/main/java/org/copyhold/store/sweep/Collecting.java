package org.copyhold.store.sweep;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackAdoption;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.StaleHints;
import org.copyhold.store.index.Sweeps;
import org.copyhold.store.walk.PageReads;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Frees what no recovery point and no job needs: marks what points need, removes packs of which
 * nothing is needed, and compacts those of which less than half is. Nobody waits for it, and it
 * waits for nobody; a collection that was cut short is begun again. Thread-safe: one at a time.
 */
public final class Collecting {
    private static final int PORTION = 500;

    /** How much is moved at most before old packs go; so much more room a compaction needs. */
    private static final long GROUP_BYTES = 64L << 20;

    private final String job;
    private final BlobStore blobs;
    private final Index index;
    private final Sweeps sweeps;
    private final StaleHints hints;
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * Collections of the store of these parts.
     *
     * @param store its UUID
     */
    public Collecting(String store, BlobStore blobs, Index index, Sweeps sweeps, StaleHints hints) {
        this.job = "collection-" + store;
        this.blobs = blobs;
        this.index = index;
        this.sweeps = sweeps;
        this.hints = hints;
    }

    /**
     * Collects now.
     *
     * @throws StoreException when a page that points need cannot be read: then only what needed no
     *     mark is removed; or when the store cannot be written to
     */
    public CollectionReport run() {
        turn.lock();
        try {
            return collect(sweeps.begin(job));
        } finally {
            turn.unlock();
        }
    }

    /** Clears up behind a collection that an earlier process did not end; others wait for that. */
    public void recover() {
        if (sweeps.isUnderWay(job)) {
            var work = sweeps.begin(job);
            settle(work);
            sweeps.end(work);
        }
    }

    private CollectionReport collect(Work work) {
        settle(work);
        var gains = new Gains();
        removeUnneeded(gains);
        var snapshot = sweeps.snapshot();
        var mark = mark(snapshot);
        sweep(work, mark, snapshot.sequence(), gains);
        compact(work, mark, snapshot.sequence(), gains);
        countKept(mark, snapshot.sequence(), gains);
        hints.clear();
        sweeps.end(work);
        return gains.report();
    }

    /** What a collection would do now; takes a number of the sequence and changes nothing else. */
    public CollectionReport foresee() {
        turn.lock();
        try {
            var gains = new Gains();
            var unneeded = new HashSet<Long>();
            for (var pack : index.packs().unneeded()) {
                unneeded.add(pack.id());
                gains.freed(pack);
            }
            var snapshot = sweeps.snapshot();
            var mark = mark(snapshot);
            each(
                    snapshot.sequence(),
                    false,
                    pack -> {
                        if (!unneeded.contains(pack.id())) {
                            foresee(pack, mark, gains);
                        }
                    });
            countKept(mark, snapshot.sequence(), gains);
            return gains.report();
        } finally {
            turn.unlock();
        }
    }

    /** What would go, or be compacted, and is kept. */
    private void countKept(Mark mark, long sequence, Gains gains) {
        each(
                sequence,
                true,
                pack -> {
                    if (mark.bytesNeeded(pack) == 0 || isSparse(pack, mark)) {
                        gains.kept(pack, mark.bytesNeeded(pack));
                    }
                });
    }

    private static void foresee(PackRow pack, Mark mark, Gains gains) {
        if (mark.bytesNeeded(pack) == 0) {
            gains.freed(pack);
        } else if (isSparse(pack, mark)) {
            gains.compacted(pack, mark.bytesNeeded(pack));
        }
    }

    /** Nothing stays of a collection that was cut short. */
    private void settle(Work work) {
        new PackAdoption(blobs, index).giveUpAll(work);
        sweeps.release(work);
    }

    private void removeUnneeded(Gains gains) {
        var removal = index.removal(blobs);
        for (var pack : index.packs().unneeded()) {
            if (removal.condemn(pack.id(), 0)) {
                removal.finish(pack);
                gains.freed(pack);
            }
        }
    }

    private Mark mark(Sweeps.Snapshot snapshot) {
        var mark = new Mark(new PageReads(blobs, index), sweeps);
        for (var root : snapshot.roots()) {
            Interrupted.check();
            mark.follow(root);
        }
        return mark;
    }

    private void sweep(Work work, Mark mark, long sequence, Gains gains) {
        var removal = index.removal(blobs);
        each(
                sequence,
                false,
                pack -> {
                    Interrupted.check();
                    if (mark.bytesNeeded(pack) == 0 && sweeps.condemn(work, pack.id(), sequence)) {
                        removal.finish(pack);
                        gains.freed(pack);
                    }
                });
    }

    private void compact(Work work, Mark mark, long sequence, Gains gains) {
        var compacting = new Compacting(blobs, index, sweeps, work);
        for (var group : groups(mark, sequence)) {
            for (var gone : compacting.replace(group, mark, sequence)) {
                gains.compacted(gone, mark.bytesNeeded(gone));
            }
        }
    }

    /** Packs under half needed, those of a kind together, as many as are rewritten at once. */
    private List<List<PackRow>> groups(Mark mark, long sequence) {
        var sparse = new ArrayList<PackRow>();
        each(
                sequence,
                false,
                pack -> {
                    if (isSparse(pack, mark)) {
                        sparse.add(pack);
                    }
                });
        sparse.sort(Comparator.comparing(PackRow::kind));
        var groups = new ArrayList<List<PackRow>>();
        long bytes = GROUP_BYTES;
        for (var pack : sparse) {
            if (bytes + mark.bytesNeeded(pack) > GROUP_BYTES) {
                groups.add(new ArrayList<>());
                bytes = 0;
            }
            groups.getLast().add(pack);
            bytes += mark.bytesNeeded(pack);
        }
        return groups;
    }

    private static boolean isSparse(PackRow pack, Mark mark) {
        long needed = mark.bytesNeeded(pack);
        return needed > 0 && 2 * needed < pack.bytes();
    }

    private void each(long sequence, boolean kept, Consumer<PackRow> idle) {
        var portion = sweeps.idle(sequence, 0, PORTION, kept);
        while (!portion.isEmpty()) {
            portion.forEach(idle);
            portion = sweeps.idle(sequence, portion.getLast().id(), PORTION, kept);
        }
    }
}
