package org.copyhold.store.chunk;

import java.util.HexFormat;

/**
 * A dedup id: a keyed hash of plaintext. Answers "have I seen this?"; stays in the database.
 *
 * <p>32 bytes, kept as four big-endian words: small in memory and quick to compare. Ordered as
 * unsigned bytes.
 */
public record Pid(long a, long b, long c, long d) implements Comparable<Pid> {
    /** Bytes of an id. */
    public static final int BYTES = 32;

    /** The id that these 32 bytes are. */
    public static Pid of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("An id has 32 bytes, not " + bytes.length);
        }
        return of(bytes, 0);
    }

    /** The id that stands in {@code bytes} from {@code at} on. */
    public static Pid of(byte[] bytes, int at) {
        return new Pid(
                Words.get(bytes, at),
                Words.get(bytes, at + 8),
                Words.get(bytes, at + 16),
                Words.get(bytes, at + 24));
    }

    /** The id written as 64 hexadecimal digits. */
    public static Pid ofHex(String hex) {
        return of(Words.parse(hex), 0);
    }

    /** The 32 bytes, in a new array. */
    public byte[] bytes() {
        var bytes = new byte[BYTES];
        put(bytes, 0);
        return bytes;
    }

    /** Writes the 32 bytes into {@code into} from {@code at} on. */
    public void put(byte[] into, int at) {
        Words.put(into, at, a);
        Words.put(into, at + 8, b);
        Words.put(into, at + 16, c);
        Words.put(into, at + 24, d);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public int compareTo(Pid that) {
        if (a != that.a) {
            return Long.compareUnsigned(a, that.a);
        }
        if (b != that.b) {
            return Long.compareUnsigned(b, that.b);
        }
        return c != that.c ? Long.compareUnsigned(c, that.c) : Long.compareUnsigned(d, that.d);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    @Override
    public String toString() {
        return hex();
    }
}
