package org.copyhold.store.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Reads and writes 64-bit big-endian words in byte arrays. */
final class Words {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void put(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    /** The 32 bytes that 64 hexadecimal digits stand for. */
    static byte[] parse(String hex) {
        if (hex.length() != 64) {
            throw new IllegalArgumentException(
                    "An id has 64 hexadecimal digits, not " + hex.length() + ": " + hex);
        }
        return HexFormat.of().parseHex(hex);
    }
}
