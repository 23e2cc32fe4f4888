package org.copyhold.store.seal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import org.copyhold.store.StoreException;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What stands inside a frame's ciphertext: a codec, the plaintext's length, and the plaintext raw
 * or compressed.
 */
final class Codec {
    static final int HEADER_BYTES = 5;
    static final byte RAW = 0;
    static final byte ZSTD = 1;

    private Codec() {}

    /**
     * Encodes into the bench's scratch.
     *
     * @return how many bytes stand there
     */
    static int encode(Workbench bench, byte[] bytes, int offset, int length) {
        int bound = (int) Zstd.compressBound(length);
        var out = bench.scratch(HEADER_BYTES + bound);
        ByteBuffer.wrap(out).put(ZSTD).putInt(length);
        if (Probe.mayGain(bench.packer(), bytes, offset, length)) {
            int packed =
                    bench.packer()
                            .compressByteArray(out, HEADER_BYTES, bound, bytes, offset, length);
            if (gains(packed, length)) {
                return HEADER_BYTES + packed;
            }
        }
        out[0] = RAW;
        System.arraycopy(bytes, offset, out, HEADER_BYTES, length);
        return HEADER_BYTES + length;
    }

    /** Whether compression saves the 3 % below which it is not worth the reader's while. */
    static boolean gains(int packed, int length) {
        return packed <= length - length * 3L / 100 && packed < length;
    }

    /**
     * The plaintext in the first {@code length} bytes.
     *
     * @param limit bytes that the plaintext may have; refused before they are allocated
     */
    static byte[] decode(Workbench bench, byte[] encoded, int length, int limit) {
        var header = ByteBuffer.wrap(encoded);
        byte codec = header.get();
        int plain = header.getInt();
        if (plain < 0 || plain > limit) {
            throw damaged(
                    "says that it holds "
                            + Integer.toUnsignedString(plain)
                            + " bytes, of at most "
                            + limit);
        }
        int body = length - HEADER_BYTES;
        return switch (codec) {
            case RAW -> {
                if (body != plain) {
                    throw damaged("holds " + body + " bytes where it says " + plain);
                }
                yield Arrays.copyOfRange(encoded, HEADER_BYTES, length);
            }
            case ZSTD -> unpack(bench, encoded, body, new byte[plain]);
            default -> throw damaged("has codec " + codec + ", which this version does not know");
        };
    }

    private static byte[] unpack(Workbench bench, byte[] encoded, int body, byte[] plain) {
        try {
            int count =
                    bench.unpacker()
                            .decompressByteArray(
                                    plain, 0, plain.length, encoded, HEADER_BYTES, body);
            if (count != plain.length) {
                throw damaged("unpacks to " + count + " bytes where it says " + plain.length);
            }
            return plain;
        } catch (ZstdException e) {
            throw new StoreException.Corrupt(
                    "A frame does not unpack to the " + plain.length + " bytes that it says.",
                    Opener.HINT,
                    e);
        }
    }

    private static StoreException.Corrupt damaged(String what) {
        return new StoreException.Corrupt("A frame " + what + ".", Opener.HINT);
    }
}
