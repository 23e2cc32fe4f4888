package org.copyhold.store.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.crypto.Mac;

/**
 * HMAC-SHA-256 and HKDF-Expand-SHA-256 (RFC 5869), the only ways in which keys are made of keys.
 */
public final class Kdf {
    private static final int HASH_BYTES = 32;

    private Kdf() {}

    /** 32 bytes derived from {@code key} for the purpose that {@code info} names. */
    public static byte[] expand(byte[] key, String info) {
        return expand(key, info.getBytes(StandardCharsets.UTF_8), HASH_BYTES);
    }

    /**
     * Bytes derived from {@code key}.
     *
     * @param length how many, 1 to 8,160
     */
    public static byte[] expand(byte[] key, byte[] info, int length) {
        try (var bench = Workbench.take()) {
            return expand(bench.mac(key), info, length);
        }
    }

    /** HMAC-SHA-256 of the parts, one after the other. */
    public static byte[] hmac(byte[] key, byte[]... parts) {
        try (var bench = Workbench.take()) {
            var mac = bench.mac(key);
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        }
    }

    /** The same with a {@code Mac} that has the key already. */
    static byte[] expand(Mac mac, byte[] info, int length) {
        if (length < 1 || length > 255 * HASH_BYTES) {
            throw new IllegalArgumentException("HKDF gives 1 to 8160 bytes, not " + length);
        }
        int blocks = (length + HASH_BYTES - 1) / HASH_BYTES;
        var out = new byte[blocks * HASH_BYTES];
        byte[] block = {};
        for (int i = 1; i <= blocks; i++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) i);
            block = mac.doFinal();
            System.arraycopy(block, 0, out, (i - 1) * HASH_BYTES, HASH_BYTES);
        }
        return out.length == length ? out : Arrays.copyOf(out, length);
    }
}
