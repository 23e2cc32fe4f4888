package org.copyhold.store.pack;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;

import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Reads packs of a store. Needs no key. Thread-safe. */
public final class PackReader {
    private static final int PIECE_BYTES = 1 << 20;

    private final BlobStore blobs;

    /** Reads the packs in {@code blobs}. */
    public PackReader(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * One frame, checked against its sid.
     *
     * @throws StoreException.Corrupt when its bytes are not what the sid says
     * @throws StoreException.Missing when there is no such pack
     */
    public byte[] frame(String packName, long offset, int length, Sid sid) {
        if (length <= Frame.HEADER_BYTES || length > Frame.MAX_BYTES) {
            throw damaged(packName, sid, "cannot have " + length + " bytes");
        }
        var frame = new byte[length];
        int count = blobs.read(Pack.blob(packName), offset, frame, 0, length);
        if (count < length) {
            throw damaged(packName, sid, "ends " + (length - count) + " bytes early");
        }
        if (!Sid.hashOf(frame).equals(sid)) {
            throw damaged(packName, sid, "is damaged");
        }
        return frame;
    }

    /**
     * Reads a whole pack and checks every byte of it in one pass.
     *
     * @param damaged told of each frame whose bytes are not what its sid says
     * @throws StoreException.Corrupt when the footer or the pack's length are not what its name
     *     says
     * @throws StoreException.Missing when there is no such pack
     */
    public Footer verify(String packName, Consumer<PackEntry> damaged) {
        return verify(packName, damaged, new CRC32C());
    }

    /**
     * The same.
     *
     * @param crc told every byte of the pack, first to last
     */
    public Footer verify(String packName, Consumer<PackEntry> damaged, Checksum crc) {
        var footer = Footer.read(blobs, packName);
        var verifier = new PackVerifier(footer, damaged);
        int size = footer.packBytes();
        var piece = new byte[Math.min(PIECE_BYTES, size)];
        for (int at = 0; at < size; ) {
            int count =
                    blobs.read(
                            Pack.blob(packName), at, piece, 0, Math.min(piece.length, size - at));
            if (count == 0) {
                break;
            }
            verifier.update(piece, 0, count);
            crc.update(piece, 0, count);
            at += count;
        }
        verifier.finish();
        return footer;
    }

    private StoreException.Corrupt damaged(String packName, Sid sid, String what) {
        return new StoreException.Corrupt(
                "Frame "
                        + sid
                        + " in pack "
                        + packName
                        + " of "
                        + blobs.describe()
                        + " "
                        + what
                        + ".",
                Pack.HINT);
    }
}
