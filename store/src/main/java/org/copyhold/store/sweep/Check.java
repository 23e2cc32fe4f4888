package org.copyhold.store.sweep;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Points;

import java.util.function.Consumer;

/**
 * Verifies a whole store without any key: its packs as deep as is wanted, every point's root, and
 * that all that a point reaches is there. Jobs may run meanwhile.
 */
public final class Check {
    private static final int PORTION = 100;

    private final BlobStore blobs;
    private final Index index;
    private final Points points;
    private final CheckDepth depth;

    /** A check of the store of these parts. */
    public Check(BlobStore blobs, Index index, Points points, CheckDepth depth) {
        this.depth = depth;
        this.blobs = blobs;
        this.index = index;
        this.points = points;
    }

    /** Whether a point's records are there and all that it reaches, without reading content. */
    public boolean isWhole(CommittedPoint point) {
        var troubles = new Troubles();
        new PointCheck(blobs, index, points, troubles).check(point);
        return troubles.damages().isEmpty();
    }

    /**
     * Checks everything.
     *
     * @param progress told after every pack and point, from any thread
     * @throws StoreException.Unavailable when the store cannot be read at all; damage is reported,
     *     not thrown
     */
    public CheckReport run(Consumer<CheckProgress> progress) {
        var troubles = new Troubles();
        var packs = new PackCheck(blobs, index, troubles, depth);
        packs.run(() -> progress.accept(new CheckProgress(packs.packs(), packs.bytes(), 0)));
        long checked = 0;
        var check = new PointCheck(blobs, index, points, troubles);
        for (var portion = points.after("", PORTION);
                !portion.isEmpty();
                portion = points.after(portion.getLast().id(), PORTION)) {
            for (var point : portion) {
                check.check(point);
                progress.accept(new CheckProgress(packs.packs(), packs.bytes(), ++checked));
            }
        }
        return new CheckReport(
                packs.packs(), packs.frames(), packs.bytes(), checked, troubles.damages());
    }
}
