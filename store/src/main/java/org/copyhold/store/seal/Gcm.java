package org.copyhold.store.seal;

import org.copyhold.store.chunk.CryptoProvider;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a 12-byte nonce and a 16-byte tag. Instances are not thread-safe; the static
 * methods are.
 */
public final class Gcm {
    /** Bytes of a tag. */
    public static final int TAG_BYTES = 16;

    /** Bytes of a nonce. */
    public static final int NONCE_BYTES = 12;

    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    static final byte[] ZERO_NONCE = new byte[NONCE_BYTES];

    /** One huge call runs in the interpreter until its end; pieces let the compiler step in. */
    private static final int PIECE_BYTES = 16 << 10;

    private final CryptoProvider crypto;
    private Cipher cipher;
    private final byte[] dropped = new byte[PIECE_BYTES + TAG_BYTES];
    private byte[] lastKey = {};

    Gcm(CryptoProvider crypto) {
        this.crypto = crypto;
        cipher = crypto.aesGcm();
    }

    /** Ciphertext and tag, in a new array. */
    public static byte[] encrypt(byte[] key, byte[] nonce, byte[] plaintext, byte[] additional) {
        try (var bench = Workbench.take()) {
            var gcm = bench.gcm();
            gcm.toEncrypt(key, nonce);
            gcm.cipher.updateAAD(additional);
            var out = new byte[plaintext.length + TAG_BYTES];
            gcm.encrypt(plaintext, plaintext.length, out, 0);
            return out;
        }
    }

    /**
     * The plaintext, or nothing when key, nonce, ciphertext or additional data are not what they
     * were.
     */
    public static Optional<byte[]> decrypt(
            byte[] key, byte[] nonce, byte[] ciphertext, byte[] additional) {
        if (ciphertext.length < TAG_BYTES) {
            return Optional.empty();
        }
        try (var bench = Workbench.take()) {
            var gcm = bench.gcm();
            gcm.toDecrypt(key, nonce);
            gcm.cipher.updateAAD(additional);
            var out = new byte[ciphertext.length - TAG_BYTES];
            boolean opened = gcm.decrypt(ciphertext, 0, ciphertext.length, out);
            return opened ? Optional.of(out) : Optional.empty();
        }
    }

    /** Begins to encrypt under the first 32 bytes of {@code key}. */
    void toEncrypt(byte[] key, byte[] nonce) {
        var used = keyOf(key);
        if (Arrays.equals(used, lastKey)) {
            // The provider refuses a key and nonce it has just used, to decrypt as well. Here they
            // stand for the same text.
            cipher = crypto.aesGcm();
        }
        lastKey = used;
        init(Cipher.ENCRYPT_MODE, used, nonce);
    }

    /** Begins to decrypt under the first 32 bytes of {@code key}. */
    void toDecrypt(byte[] key, byte[] nonce) {
        lastKey = keyOf(key);
        init(Cipher.DECRYPT_MODE, lastKey, nonce);
    }

    private static byte[] keyOf(byte[] bytes) {
        if (bytes.length < KEY_BYTES) {
            throw new IllegalArgumentException(
                    "AES-256 takes a key of 32 bytes, not " + bytes.length);
        }
        return Arrays.copyOf(bytes, KEY_BYTES);
    }

    /** Adds data that is vouched for and not encrypted. */
    void additional(byte[] bytes, int offset, int length) {
        cipher.updateAAD(bytes, offset, length);
    }

    /**
     * Encrypts all of the plaintext and writes it and the tag into {@code out}, which must be
     * another array.
     */
    void encrypt(byte[] plaintext, int length, byte[] out, int at) {
        try {
            int done = 0;
            int written = at;
            while (length - done > PIECE_BYTES) {
                written += cipher.update(plaintext, done, PIECE_BYTES, out, written);
                done += PIECE_BYTES;
            }
            cipher.doFinal(plaintext, done, length - done, out, written);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to encrypt " + length + " bytes", e);
        }
    }

    /** The tag that encrypting gives; the ciphertext is dropped. */
    byte[] tag(byte[] plaintext, int offset, int length) {
        try {
            int done = 0;
            while (length - done > PIECE_BYTES) {
                cipher.update(plaintext, offset + done, PIECE_BYTES, dropped, 0);
                done += PIECE_BYTES;
            }
            int end = cipher.doFinal(plaintext, offset + done, length - done, dropped, 0);
            return Arrays.copyOfRange(dropped, end - TAG_BYTES, end);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to hash " + length + " bytes", e);
        }
    }

    /** Decrypts ciphertext and tag into {@code out}; false when they are not what was encrypted. */
    boolean decrypt(byte[] bytes, int offset, int length, byte[] out) {
        try {
            cipher.doFinal(bytes, offset, length, out, 0);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to decrypt " + length + " bytes", e);
        }
    }

    private void init(int mode, byte[] key, byte[] nonce) {
        try {
            cipher.init(
                    mode,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BYTES * 8, nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "AES-256-GCM takes a nonce of 12 bytes, not " + nonce.length, e);
        }
    }
}
