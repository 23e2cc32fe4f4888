package org.copyhold.store;

import org.copyhold.store.index.Points;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.seal.VaultKeys;

/**
 * Wraps points of one vault under the newest version of its key, one after the other. A new wrap is
 * durable before the one that it follows goes, so a point opens whenever it is looked at, and what
 * was cut short is begun again. Whoever calls sees to it that no point is deleted meanwhile.
 */
public final class Rewrapping {
    private final Place place;
    private final Sealing sealing;
    private final VaultKeys keys;
    private final VaultKey newest;

    /** Where the points lie. */
    record Place(PointObjects objects, Points points, StoreRetention retention) {}

    Rewrapping(Place place, Sealing sealing, VaultKeys keys, VaultKey newest) {
        this.place = place;
        this.sealing = sealing;
        this.keys = keys;
        this.newest = newest;
    }

    /**
     * Wraps a point, unless it is.
     *
     * @throws StoreException.Missing when there is no such committed point
     * @throws StoreException.Locked when it is wrapped under none of the keys
     */
    public void wrap(String point) {
        var committed = place.points().get(point);
        var objects = place.objects();
        var from = Sealing.wrapped(objects, committed, keys);
        if (from.key().version() < newest.version()) {
            objects.writeNextWrap(point, sealing.renew(committed, from, newest));
            place.retention().keepRecordsOf(committed);
        }
        objects.deleteEarlierWraps(point);
    }
}
