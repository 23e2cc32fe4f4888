package org.copyhold.store.huge;

import org.copyhold.store.chunk.Sid;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chunks of a huge resource, by number, so many to a pack. Of most there is only the id; those
 * of a few packs have bytes, which are made when they are asked for. Of a few packs only half the
 * chunks are used. Thread-safe.
 */
final class Chunks {
    /** Bytes of each chunk's frame. */
    static final int BYTES = 1 << 20;

    /** Chunks in a full pack. */
    static final int A_PACK = 31;

    private static final int RARE = 4096;
    private static final int STREAMED = 1;
    private static final int HALF_USED = 2;

    private final long first;
    private final int second;
    private final Map<Long, Sid> hashed = new ConcurrentHashMap<>();

    Chunks(long bytes) {
        first = bytes / BYTES;
        second = Manifest.changes(first);
    }

    /** Chunks of the first version, numbered from 0. */
    long firstVersion() {
        return first;
    }

    /** Number of a chunk that only the second version has; these fill packs of their own. */
    long secondVersion(int index) {
        return Math.ceilDiv(first, A_PACK) * A_PACK + index;
    }

    int packs() {
        return Math.toIntExact(Math.ceilDiv(first, A_PACK) + Math.ceilDiv(second, A_PACK));
    }

    /** Of one version. */
    long bytes() {
        return first * BYTES;
    }

    /** Of the chunks that the first version uses. */
    long usedBytes() {
        long used = first;
        for (int pack = HALF_USED; pack < packs(); pack += RARE) {
            for (long chunk = (long) pack * A_PACK; chunk < Math.min(first, endOf(pack)); chunk++) {
                used -= isUsed(chunk) ? 0 : 1;
            }
        }
        return used * BYTES;
    }

    /** Of the chunks that only the second version has. */
    long changedBytes() {
        return (long) second * BYTES;
    }

    /** The number behind a pack's last chunk. */
    long endOf(int pack) {
        long full = (pack + 1L) * A_PACK;
        long begin = (long) pack * A_PACK;
        return begin < first ? Math.min(full, first) : Math.min(full, secondVersion(second));
    }

    /** Whether the pack's chunks have bytes, so that they can be read and verified. */
    static boolean hasBytes(int pack) {
        return pack % RARE == STREAMED || pack % RARE == HALF_USED;
    }

    /** Whether a version has the chunk; the others are of points that have gone. */
    boolean isUsed(long chunk) {
        return packOf(chunk) % RARE != HALF_USED || chunk % A_PACK < A_PACK / 2;
    }

    private static int packOf(long chunk) {
        return (int) (chunk / A_PACK);
    }

    Sid sid(long chunk) {
        return hasBytes(packOf(chunk))
                ? hashed.computeIfAbsent(chunk, it -> Sid.hashOf(bytes(it)))
                : new Sid(
                        mix(4 * chunk), mix(4 * chunk + 1), mix(4 * chunk + 2), mix(4 * chunk + 3));
    }

    /** What is stored of a chunk that has bytes. */
    static byte[] bytes(long chunk) {
        if (!hasBytes(packOf(chunk))) {
            throw new IllegalStateException("Nobody should read chunk " + chunk);
        }
        var bytes = new byte[BYTES];
        new Random(chunk).nextBytes(bytes);
        return bytes;
    }

    /** A well-spread function of a number (SplitMix64). */
    private static long mix(long number) {
        long z = number * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
