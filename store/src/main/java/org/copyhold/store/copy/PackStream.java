package org.copyhold.store.copy;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackVerifier;
import org.copyhold.store.walk.FrameReads;

import java.util.zip.CRC32C;

/**
 * Streams whole packs from store to store, verified while they are written: a pack with a wrong
 * byte never gets its name.
 */
record PackStream(BlobStore from, BlobStore to) {
    /**
     * Moves the pack of this footer, which was read and compared with the pack's name.
     *
     * @return the pack's CRC32C
     */
    int move(Footer footer, Stop stop) {
        try {
            return moveOnce(footer, stop);
        } catch (StoreException.Corrupt e) {
            return moveOnce(footer, stop); // it may have been damaged on its way only
        }
    }

    private int moveOnce(Footer footer, Stop stop) {
        var name = footer.packName();
        var blob = Pack.blob(name);
        var verifier =
                new PackVerifier(
                        footer,
                        entry -> {
                            throw FrameReads.damaged(from, entry.sid(), name);
                        });
        var piece = new byte[from.reach().pieceBytes()];
        var crc = new CRC32C();
        try (var draft = to.draft()) {
            for (long at = 0; at < footer.packBytes(); ) {
                if (stop.isWanted()) {
                    throw new Interrupted();
                }
                int want = (int) Math.min(piece.length, footer.packBytes() - at);
                int read = from.read(blob, at, piece, 0, want);
                verifier.update(piece, 0, read);
                crc.update(piece, 0, read);
                draft.append(piece, 0, read);
                at += read;
                if (read < want) {
                    break;
                }
            }
            verifier.finish();
            draft.publish(blob);
            return (int) crc.getValue();
        }
    }

    /** Whether to end early. */
    @FunctionalInterface
    interface Stop {
        boolean isWanted();
    }
}
