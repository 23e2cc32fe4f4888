package org.copyhold.store.record;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.Gcm;
import org.copyhold.store.seal.Kdf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Metadata that only the root key opens, and only beside the same top page. */
public final class SealedMetadata {
    private static final int SALT_BYTES = 32;
    private static final byte[] PURPOSE = "metadata".getBytes(StandardCharsets.UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedMetadata() {}

    /** Seals metadata under a salt of its own. */
    public static byte[] seal(byte[] metadata, ChunkKey rootKey, Sid top) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var ciphertext =
                Gcm.encrypt(key(rootKey, salt), new byte[Gcm.NONCE_BYTES], metadata, top.bytes());
        return ByteBuffer.allocate(SALT_BYTES + ciphertext.length)
                .put(salt)
                .put(ciphertext)
                .array();
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @param point for the message
     * @throws StoreException.Corrupt when it is damaged, or belongs to another point
     */
    public static byte[] open(String point, byte[] sealed, ChunkKey rootKey, Sid top) {
        var salt = Arrays.copyOf(sealed, SALT_BYTES);
        var ciphertext =
                Arrays.copyOfRange(sealed, Math.min(SALT_BYTES, sealed.length), sealed.length);
        return Gcm.decrypt(key(rootKey, salt), new byte[Gcm.NONCE_BYTES], ciphertext, top.bytes())
                .orElseThrow(
                        () ->
                                new StoreException.Corrupt(
                                        "The metadata of recovery point "
                                                + point
                                                + " does not open.",
                                        "Its root record was damaged or exchanged: bring it back"
                                                + " from a copy of the store."));
    }

    private static byte[] key(ChunkKey rootKey, byte[] salt) {
        var info = ByteBuffer.allocate(PURPOSE.length + salt.length).put(PURPOSE).put(salt).array();
        return Kdf.expand(rootKey.bytes(), info, Gcm.KEY_BYTES);
    }
}
