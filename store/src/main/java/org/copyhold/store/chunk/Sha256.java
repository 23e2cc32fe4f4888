package org.copyhold.store.chunk;

import java.security.MessageDigest;

/** SHA-256, which every Java runtime has. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest. Feed it heap arrays: direct buffers are hashed more slowly. */
    public static MessageDigest digest() {
        return CryptoProvider.current().sha256();
    }

    /** The hash of the parts, one after the other. */
    public static byte[] hash(byte[]... parts) {
        var digest = digest();
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
