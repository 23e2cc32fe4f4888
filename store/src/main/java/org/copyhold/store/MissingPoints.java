package org.copyhold.store;

import org.copyhold.store.index.Sweeps;
import org.copyhold.store.index.Works;
import org.copyhold.store.sweep.CheckDepth;

/**
 * What a rebuild of the database could not bring back into a store, and may yet when a damaged
 * record or pack is mended: until it is given up no pack that was there goes, no version of a
 * vault's key either, and no copy is based on a point of the store, for it may lack something.
 * Thread-safe.
 */
public final class MissingPoints {
    private final SealedStore store;
    private final Sweeps sweeps;
    private final Works works;

    MissingPoints(SealedStore store, Sweeps sweeps, Works works) {
        this.store = store;
        this.sweeps = sweeps;
        this.works = works;
    }

    /** The rebuild's job, which goes on holding all packs when something is missing. */
    static String job(String store) {
        return "rebuild-" + store;
    }

    /** Whether anything is. */
    public boolean any() {
        return sweeps.isUnderWay(job(store.id()));
    }

    /**
     * From now on packs go that only missing points need.
     *
     * @throws StoreException.Corrupt when points that are there lack something
     */
    public void giveUp() {
        if (!any()) {
            return;
        }
        if (!store.check(CheckDepth.QUICK, _ -> {}).sound()) {
            throw new StoreException.Corrupt(
                    "Store " + store.location() + " lacks what recovery points need.",
                    "See 'store check'; heal it, or delete these recovery points, and try again.");
        }
        var work = works.begin(job(store.id()));
        sweeps.release(work);
        sweeps.end(work);
    }
}
