package org.copyhold.store.seal;

import org.copyhold.store.StoreException;

import java.util.Arrays;

/** Reads frames. Needs a key for what is sealed and none for what is public. Thread-safe. */
public final class Opener {
    static final String HINT =
            "Run \"copyhold store check --read-data\" to see what it belongs to, and use a copy of"
                    + " the recovery point.";

    private Opener() {}

    /**
     * The plaintext of a frame: a chunk's bytes, or a page's sealed face.
     *
     * @throws StoreException.Corrupt when the frame is damaged, over a limit, or not this key's
     */
    public static byte[] open(byte[] frame, ChunkKey key) {
        return open(frame, 0, frame.length, key);
    }

    /** The same for a frame that lies within a longer array. */
    public static byte[] open(byte[] bytes, int offset, int length, ChunkKey key) {
        var header = Header.parse(bytes, offset, length);
        try (var bench = Workbench.take()) {
            int encoded = decrypt(bench, header, bytes, offset, key);
            return Codec.decode(bench, bench.scratch(encoded), encoded, header.plaintextLimit());
        }
    }

    /**
     * Decrypts into the bench's scratch, and unpacks nothing.
     *
     * @return how many bytes stand there
     */
    static int decrypt(Workbench bench, Header header, byte[] bytes, int offset, ChunkKey key) {
        int saltAt = offset + Header.SALT_AT;
        var salt = Arrays.copyOfRange(bytes, saltAt, saltAt + Header.SALT_BYTES);
        var once = FrameKeys.once(bench, key, salt);
        if (!FrameKeys.commits(once, bytes, offset + Header.COMMITMENT_AT)) {
            throw new StoreException.Corrupt(
                    "A frame is not sealed under the key that is said to open it.", HINT);
        }
        var gcm = bench.gcm();
        gcm.toDecrypt(once, Gcm.ZERO_NONCE);
        gcm.additional(bytes, offset, header.openLength());
        var encoded = bench.scratch(header.cipherLength());
        if (!gcm.decrypt(bytes, offset + header.openLength(), header.cipherLength(), encoded)) {
            throw new StoreException.Corrupt("The ciphertext of a frame is damaged.", HINT);
        }
        return header.cipherLength() - Gcm.TAG_BYTES;
    }

    /**
     * The public face of a page, without opening it: check the frame's sid first.
     *
     * @throws StoreException.Corrupt when the frame is no page or over a limit
     */
    public static byte[] publicFace(byte[] frame) {
        var header = Header.parse(frame, 0, frame.length);
        if (header.type() != FrameType.PAGE) {
            throw new StoreException.Corrupt("A frame that should be a page is a chunk.", HINT);
        }
        return Arrays.copyOfRange(frame, Frame.HEADER_BYTES, header.openLength());
    }
}
