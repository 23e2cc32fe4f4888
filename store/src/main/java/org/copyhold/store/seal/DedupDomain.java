package org.copyhold.store.seal;

import org.copyhold.store.chunk.FastCdc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The reach of deduplication: all that is sealed under one 32-byte secret. Equal plaintexts in one
 * domain give equal frames.
 *
 * <p>Immutable and thread-safe; prints its id only.
 */
public final class DedupDomain {
    /** Bytes of the secret. */
    public static final int SECRET_BYTES = 32;

    private final String id;
    private final byte[] secret;
    private final byte[] split;
    private final byte[] hash;
    private final FastCdc cutter;

    private DedupDomain(String id, byte[] secret) {
        this.id = id;
        this.secret = secret;
        this.split = Kdf.expand(secret, "split");
        this.hash = Kdf.expand(secret, "hash".getBytes(StandardCharsets.UTF_8), 2 * Gcm.KEY_BYTES);
        this.cutter =
                new FastCdc(
                        Kdf.expand(
                                secret,
                                "gear".getBytes(StandardCharsets.UTF_8),
                                FastCdc.TABLE_BYTES));
    }

    /** The domain of this id and secret. */
    public static DedupDomain of(String id, byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "The secret of domain " + id + " has " + secret.length + " bytes, not 32");
        }
        return new DedupDomain(id, secret.clone());
    }

    public String id() {
        return id;
    }

    /** Cuts this domain's streams. */
    public FastCdc cutter() {
        return cutter;
    }

    /**
     * What the boundary after an entry's record is decided by: the first word of a keyed hash of
     * its path.
     */
    public long mark(byte[] path) {
        return ByteBuffer.wrap(Kdf.hmac(split, path)).getLong();
    }

    byte[] secret() {
        return secret;
    }

    /** One of the two keys, 0 or 1, that plaintexts are hashed under. */
    byte[] hashKey(int which) {
        return Arrays.copyOfRange(hash, which * Gcm.KEY_BYTES, (which + 1) * Gcm.KEY_BYTES);
    }

    @Override
    public String toString() {
        return "DedupDomain[" + id + "]";
    }
}
