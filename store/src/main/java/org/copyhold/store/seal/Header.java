package org.copyhold.store.seal;

import org.copyhold.store.StoreException;

import java.nio.ByteBuffer;

/**
 * The first bytes of a frame, checked against all limits and against the frame's length.
 *
 * @param publicLength bytes of the public face, 0 for a chunk
 * @param cipherLength bytes of the ciphertext with its tag
 */
record Header(FrameType type, int publicLength, int cipherLength) {
    static final byte SUITE = 1;
    static final int SALT_AT = 12;
    static final int SALT_BYTES = 16;
    static final int COMMITMENT_AT = 28;
    static final int COMMITMENT_BYTES = 16;

    private static final int LEAST_CIPHER_BYTES = Codec.HEADER_BYTES + Gcm.TAG_BYTES;

    /** The header of the frame that these {@code length} bytes are. */
    static Header parse(byte[] bytes, int offset, int length) {
        if (length > Frame.MAX_BYTES) {
            throw damaged("has " + length + " bytes, more than a frame may have");
        }
        if (length < Frame.HEADER_BYTES + LEAST_CIPHER_BYTES) {
            throw damaged("has " + length + " bytes, fewer than any frame");
        }
        var in = ByteBuffer.wrap(bytes, offset, length);
        byte suite = in.get();
        if (suite != SUITE) {
            throw damaged("has suite " + suite + ", which this version does not know");
        }
        var type = FrameType.of(in.get());
        if (in.getShort() != 0) {
            throw damaged("has a header that is not of this version");
        }
        var header = new Header(type, in.getInt(), in.getInt());
        header.check(length);
        return header;
    }

    /** Bytes before the ciphertext. */
    int openLength() {
        return Frame.HEADER_BYTES + publicLength;
    }

    /** Bytes that the plaintext may have. */
    int plaintextLimit() {
        return type == FrameType.CHUNK ? Frame.MAX_CHUNK_BYTES : Frame.MAX_FACE_BYTES;
    }

    private void check(int length) {
        int publicLimit = type == FrameType.CHUNK ? 0 : Frame.MAX_FACE_BYTES;
        if (publicLength < 0 || publicLength > publicLimit) {
            throw damaged(
                    "says that its public face has "
                            + Integer.toUnsignedString(publicLength)
                            + " bytes");
        }
        if (cipherLength < LEAST_CIPHER_BYTES || cipherLength != length - openLength()) {
            throw damaged("is " + length + " bytes long, which is not what its header says");
        }
    }

    private static StoreException.Corrupt damaged(String what) {
        return new StoreException.Corrupt("A frame " + what + ".", Opener.HINT);
    }
}
