package org.copyhold.store.seal;

import java.security.GeneralSecurityException;
import java.util.Optional;

import javax.crypto.Cipher;

/** AES-256-GCM with a 12-byte nonce and a 16-byte tag. Not thread-safe; the static methods are. */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class Gcm {
    /** Bytes of a tag. */
    public static final int TAG_BYTES = 16;

    /** Bytes of a nonce. */
    public static final int NONCE_BYTES = 12;

    static final byte[] ZERO_NONCE = new byte[NONCE_BYTES];

    /** One huge call runs in the interpreter until its end; pieces let the compiler step in. */
    private static final int PIECE_BYTES = 1 << 20;

    private Cipher cipher = cipher();
    private byte[] lastKey = {};

    Gcm() {}

    /** Ciphertext and tag, in a new array. */
    public static byte[] encrypt(byte[] key, byte[] nonce, byte[] plaintext, byte[] additional) {
        throw new UnsupportedOperationException();
    }

    /**
     * The plaintext, or nothing when key, nonce, ciphertext or additional data are not what they
     * were.
     */
    public static Optional<byte[]> decrypt(
            byte[] key, byte[] nonce, byte[] ciphertext, byte[] additional) {
        throw new UnsupportedOperationException();
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "This Java runtime has no AES-GCM, which all of them must have", e);
        }
    }
}
