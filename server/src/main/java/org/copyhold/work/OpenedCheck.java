package org.copyhold.work;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.Interrupted;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.read.PathFilter;
import org.copyhold.store.read.PointReader;
import org.copyhold.store.read.ReadOptions;
import org.copyhold.store.seal.VaultKeys;
import org.copyhold.store.sweep.Damage;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads every recovery point of a store to its last byte, as a restore would, and puts it nowhere:
 * wraps open, frames open, and content is what the backup recorded (tier V3). What many points
 * share is read once for each.
 */
public final class OpenedCheck {
    private static final int PORTION = 100;

    private final Catalogue catalogue;

    public OpenedCheck(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What does not open, or is not what was backed up. */
    public List<Damage> run(SealedStore store) {
        var damages = new ArrayList<Damage>();
        for (var portion = store.points("", PORTION);
                !portion.isEmpty();
                portion = store.points(portion.getLast().id(), PORTION)) {
            for (var point : portion) {
                var trouble = read(store, point);
                if (trouble != null) {
                    damages.add(new Damage(trouble, null, List.of(point.id())));
                }
            }
        }
        return damages;
    }

    private @Nullable String read(SealedStore store, CommittedPoint point) {
        var vault = catalogue.vaults().findById(point.vault());
        if (vault.isEmpty()) {
            return "Recovery point " + point.id() + " lies in no vault that there is.";
        }
        var work = store.begin("check-" + store.id());
        try {
            readAll(store, point, catalogue.keys(vault.get()), work);
            return null;
        } catch (StoreException.Missing | StoreException.Corrupt | StoreException.Locked e) {
            return isThere(store, point) ? String.valueOf(e.getMessage()) : null;
        } finally {
            store.end(work, Statements.NONE);
        }
    }

    private static void readAll(
            SealedStore store, CommittedPoint point, VaultKeys keys, Work work) {
        var opened = store.unlock(work, point.id(), keys);
        try (var reader =
                new PointReader(
                        store.blobs(),
                        store.index(),
                        opened.tree(),
                        PathFilter.ALL,
                        ReadOptions.DEFAULT)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                for (var piece = entry.next(); piece != null; piece = entry.next()) {
                    Interrupted.check();
                }
            }
        }
    }

    /** A point deleted meanwhile is no damage. */
    private static boolean isThere(SealedStore store, CommittedPoint point) {
        try {
            store.point(point.id());
            return true;
        } catch (StoreException.Missing e) {
            return false;
        }
    }
}
