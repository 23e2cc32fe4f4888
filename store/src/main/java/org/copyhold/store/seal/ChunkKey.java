package org.copyhold.store.seal;

import java.security.MessageDigest;
import java.util.Arrays;

/** The 32 secret bytes that open one frame. Prints as stars; compares in constant time. */
public final class ChunkKey {
    /** Bytes of a key. */
    public static final int BYTES = 32;

    private final byte[] secret;

    private ChunkKey(byte[] secret) {
        this.secret = secret;
    }

    /** The key that these 32 bytes are. */
    public static ChunkKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A chunk key has 32 bytes, not " + bytes.length);
        }
        return new ChunkKey(bytes.clone());
    }

    /** The key that stands in {@code bytes} from {@code at} on. */
    public static ChunkKey of(byte[] bytes, int at) {
        return new ChunkKey(Arrays.copyOfRange(bytes, at, at + BYTES));
    }

    /** The 32 bytes, in a new array: for a sealed face or a wrap, and nothing else. */
    public byte[] bytes() {
        return secret.clone();
    }

    /** Writes the 32 bytes into {@code into} from {@code at} on. */
    public void put(byte[] into, int at) {
        System.arraycopy(secret, 0, into, at, BYTES);
    }

    byte[] secret() {
        return secret;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkKey that && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "***";
    }
}
