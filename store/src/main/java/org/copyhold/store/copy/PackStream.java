package org.copyhold.store.copy;

import org.copyhold.store.Interrupted;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackVerifier;
import org.copyhold.store.walk.FrameReads;

/**
 * Streams whole packs from store to store, verified while they are written: a pack with a wrong
 * byte never gets its name.
 */
record PackStream(BlobStore from, BlobStore to) {
    private static final int PIECE_BYTES = 1 << 20;

    /** Moves the pack of this footer, which was read and compared with the pack's name. */
    void move(Footer footer, Stop stop) {
        var name = footer.packName();
        var blob = Pack.blob(name);
        var verifier =
                new PackVerifier(
                        footer,
                        entry -> {
                            throw FrameReads.damaged(from, entry.sid(), name);
                        });
        var piece = new byte[PIECE_BYTES];
        try (var draft = to.draft()) {
            for (long at = 0; at < footer.packBytes(); ) {
                if (stop.isWanted()) {
                    throw new Interrupted();
                }
                int want = (int) Math.min(PIECE_BYTES, footer.packBytes() - at);
                int read = from.read(blob, at, piece, 0, want);
                verifier.update(piece, 0, read);
                draft.append(piece, 0, read);
                at += read;
                if (read < want) {
                    break;
                }
            }
            verifier.finish();
            draft.publish(blob);
        }
    }

    /** Whether to end early. */
    @FunctionalInterface
    interface Stop {
        boolean isWanted();
    }
}
