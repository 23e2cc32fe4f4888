package org.copyhold.store.index;

import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.pack.PackReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/** Settles what an interrupted worker left: packs that are whole become LIVE, others go. */
public final class PackAdoption {
    private static final Logger LOG = LoggerFactory.getLogger(PackAdoption.class);

    private final BlobStore blobs;
    private final Index index;

    public PackAdoption(BlobStore blobs, Index index) {
        this.blobs = blobs;
        this.index = index;
    }

    /** Settles every pack that the work's job was writing. */
    public void settle(Work work) {
        for (var pack : index.packs().writtenBy(work.job())) {
            var crc = new CRC32C();
            var whole = whole(pack.name(), crc);
            if (whole.isPresent()) {
                var known = OptionalInt.of((int) crc.getValue());
                index.packs().publish(work, pack.id(), whole.get().entries(), known);
            } else {
                drop(work, pack);
            }
        }
    }

    /**
     * Gives up every pack that the work's job was writing; {@link PackRemoval#finish} removes them.
     */
    public void giveUpAll(Work work) {
        var removal = index.removal(blobs);
        index.packs().writtenBy(work.job()).forEach(pack -> removal.giveUp(work, pack.id()));
    }

    private void drop(Work work, PackRow pack) {
        var removal = index.removal(blobs);
        removal.giveUp(work, pack.id());
        removal.finish(pack);
    }

    private Optional<Footer> whole(String name, CRC32C crc) {
        try {
            var damaged = new ArrayList<PackEntry>();
            var footer = new PackReader(blobs).verify(name, damaged::add, crc);
            return damaged.isEmpty() ? Optional.of(footer) : Optional.empty();
        } catch (StoreException.Missing | StoreException.Corrupt e) {
            LOG.info("Pack {} was not finished and is written again: {}", name, e.getMessage());
            return Optional.empty();
        }
    }
}
