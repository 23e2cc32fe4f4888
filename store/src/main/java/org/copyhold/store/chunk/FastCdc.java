package org.copyhold.store.chunk;

/**
 * Cuts streams where their content says so (FastCDC 2020, normalised), so that an insertion moves
 * only the cuts near it.
 *
 * <p>Immutable and thread-safe.
 */
public final class FastCdc {
    /** No chunk but the last of a stream is shorter. */
    public static final int MIN_BYTES = 256 << 10;

    /** Up to here a cut is rarer, behind it more frequent than the average. */
    public static final int NORMAL_BYTES = 1 << 20;

    /** No chunk is longer. */
    public static final int MAX_BYTES = 4 << 20;

    /** Bytes of a Gear table. */
    public static final int TABLE_BYTES = 256 * 8;

    /**
     * Hashes below these have their 22 and 18 highest bits zero; to compare is the cheapest test.
     */
    private static final long BEFORE_NORMAL = 1L << (64 - 22);

    private static final long AFTER_NORMAL = 1L << (64 - 18);

    private final long[] gear = new long[256];

    /** A cutter by the Gear table in these 2,048 bytes. */
    public FastCdc(byte[] table) {
        if (table.length != TABLE_BYTES) {
            throw new IllegalArgumentException("A Gear table has 2048 bytes, not " + table.length);
        }
        for (int i = 0; i < gear.length; i++) {
            gear[i] = Words.get(table, i * 8);
        }
    }

    /**
     * Where the chunk that begins at {@code from} ends.
     *
     * @param to the end of the bytes at hand: at least {@link #MAX_BYTES} behind {@code from},
     *     unless the stream ends there
     * @return the index behind the chunk's last byte; more than {@code from} unless {@code from ==
     *     to}
     */
    public int cut(byte[] bytes, int from, int to) {
        if (to - from <= MIN_BYTES) {
            return to;
        }
        int end = Math.min(to, from + MAX_BYTES);
        int normal = Math.min(end, from + NORMAL_BYTES);
        int at = from + MIN_BYTES;
        long hash = 0;
        while (at < normal) {
            hash = (hash << 1) + gear[bytes[at++] & 0xff];
            if (Long.compareUnsigned(hash, BEFORE_NORMAL) < 0) {
                return at;
            }
        }
        while (at < end) {
            hash = (hash << 1) + gear[bytes[at++] & 0xff];
            if (Long.compareUnsigned(hash, AFTER_NORMAL) < 0) {
                return at;
            }
        }
        return end;
    }
}
