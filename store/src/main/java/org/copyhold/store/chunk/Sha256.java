package org.copyhold.store.chunk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java runtime has. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest. Feed it heap arrays: direct buffers are hashed more slowly. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "This Java runtime has no SHA-256, which all of them must have", e);
        }
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
