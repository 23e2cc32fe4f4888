package org.copyhold.store.sweep;

import org.copyhold.store.StoreException;
import org.copyhold.store.Tolerance;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.PackState;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackEntry;

import java.util.function.BooleanSupplier;

/**
 * Looks at packs without reading what lies in them: that they are there, as long as the catalogue
 * says, and end with the footer that their name tells of. Thread-safe.
 */
record PackLook(BlobStore blobs, Index index, Troubles troubles) {
    /** Whether the pack is still one that must be there. */
    BooleanSupplier live(PackRow pack) {
        return () ->
                index.packs()
                        .named(pack.name())
                        .filter(row -> row.state() == PackState.LIVE)
                        .isPresent();
    }

    void at(PackRow pack) {
        try {
            compare(pack, Footer.read(blobs, pack.name()));
        } catch (StoreException.Missing | StoreException.Corrupt | StoreException.Unavailable e) {
            var what = new Tolerance(blobs).told(e);
            if (isNeeded(pack)) {
                troubles.addPack(pack.name(), what);
            }
        }
    }

    /** A pack that is being removed, or whose last frame was healed elsewhere, is nobody's. */
    boolean isNeeded(PackRow pack) {
        return live(pack).getAsBoolean() && !index.frames().of(pack.id()).isEmpty();
    }

    /** The index must know what the pack holds. */
    void compare(PackRow pack, Footer footer) {
        var sids = footer.entries().stream().map(PackEntry::sid).toList();
        var found = index.find(sids);
        long unknown = sids.stream().filter(sid -> !found.containsKey(sid)).distinct().count();
        if (unknown > 0 && live(pack).getAsBoolean()) {
            troubles.add(
                    "Of pack "
                            + pack.name()
                            + " of "
                            + blobs.describe()
                            + " the database does not know "
                            + unknown
                            + " frames.");
        }
    }

    /** Rows come before blobs and go after them: a blob without a row is nobody's. */
    void atStray(String blob) {
        var name = blob.substring(blob.lastIndexOf('/') + 1);
        if (index.packs().named(name).isEmpty() && blobs.exists(Pack.blob(name))) {
            troubles.add("The database knows nothing of " + blob + " in " + blobs.describe() + ".");
        }
    }
}
