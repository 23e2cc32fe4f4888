package org.copyhold.store;

import org.copyhold.store.index.AnnouncedPoint;
import org.copyhold.store.index.PointChanges;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.record.SignedRecords;
import org.copyhold.store.sweep.Check;
import org.copyhold.store.sweep.CheckDepth;
import org.copyhold.store.sweep.PackRebuild;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * Brings one store's part of a lost database back, from its objects alone: packs and where frames
 * lie, then the points that the caller wants. What was begun and cut short can be begun again. Used
 * by one thread.
 */
public final class StoreRebuild {
    private final SealedStore store;
    private final Work work;
    private final PointChanges changes;
    private final RecordScan scan;

    StoreRebuild(
            SealedStore store,
            Work work,
            PointChanges changes,
            SignedRecords signed,
            Sealing sealing) {
        this.store = store;
        this.work = work;
        this.changes = changes;
        this.scan = new RecordScan(store.blobs(), signed, sealing, store.account());
    }

    /**
     * Puts every pack into the catalogue whose footer is whole.
     *
     * @param progress told how many are there by now
     * @return a sentence for each pack that is not as it must be
     */
    public List<String> packs(LongConsumer progress) {
        store.blobs().hidden(Pack.PREFIX).forEach(store.blobs()::uncover);
        return new PackRebuild(store.blobs(), store.index(), work).run(progress);
    }

    /** What the records say. */
    public FoundRecords records() {
        return scan.run();
    }

    /**
     * Makes a point visible again, in one transaction with the caller's statements. Points come in
     * the order in which they were committed.
     *
     * @param resource what was backed up
     */
    public void bringBack(FoundPoint point, String resource, Statements then) {
        var root = point.root();
        changes.bringBack(
                work,
                new AnnouncedPoint(
                        point.id(),
                        point.account(),
                        point.vault(),
                        resource,
                        root.top(),
                        root.topLength(),
                        root.height(),
                        point.rootHash()),
                then);
    }

    /**
     * Leaves a point out that another store has brought back: a move to there had been written, and
     * perhaps handed over, when the database was lost. What lies of it here goes when moves are
     * settled.
     *
     * @return false when something of it is missing there: then it stays here as well
     */
    public boolean leave(String point, SealedStore to) {
        var check = new Check(to.blobs(), to.index(), to.points, CheckDepth.QUICK);
        boolean isEnough = !to.points.has(point) || check.isWhole(to.point(point));
        if (isEnough) {
            new Moving(store, to).foundInBoth(point);
        }
        return isEnough;
    }

    /**
     * To be called when all points are back that can be.
     *
     * @param whole whether nothing is missing; otherwise no pack goes before {@link
     *     MissingPoints#giveUp}
     */
    public void end(boolean whole) {
        changes.stamp(work, !whole);
    }
}
