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
    private final PointObjects objects;
    private final Points points;
    private final Sealing sealing;
    private final VaultKeys keys;
    private final VaultKey newest;

    Rewrapping(
            PointObjects objects, Points points, Sealing sealing, VaultKeys keys, VaultKey newest) {
        this.objects = objects;
        this.points = points;
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
        var committed = points.get(point);
        var from = Sealing.wrapped(objects, committed, keys);
        if (from.key().version() < newest.version()) {
            objects.writeNextWrap(point, sealing.renew(committed, from, newest));
        }
        objects.deleteEarlierWraps(point);
    }
}
