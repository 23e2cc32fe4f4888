package org.copyhold.connect.blocks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a qcow2 image says of itself, as far as it is needed to read its newest state.
 *
 * @param clusterBits a cluster has two to the power of this many bytes
 * @param size bytes of the volume
 * @param l1Entries how many entries the first table has
 * @param l1At where the first table lies
 */
record Qcow2Header(int clusterBits, long size, int l1Entries, long l1At) {
    static final int BYTES = 112;

    private static final int MAGIC = 0x514649fb;
    private static final int V3_BYTES = 104;
    private static final int MIN_CLUSTER_BITS = 9;
    private static final int MAX_CLUSTER_BITS = 21;
    private static final long DIRTY = 1;
    private static final long CORRUPT = 1 << 1;
    private static final long EXTERNAL_DATA = 1 << 2;
    private static final long OTHER_COMPRESSION = 1 << 3;
    private static final long KNOWN = DIRTY | CORRUPT | EXTERNAL_DATA | OTHER_COMPRESSION;

    Qcow2Header {
        check(
                clusterBits >= MIN_CLUSTER_BITS && clusterBits <= MAX_CLUSTER_BITS,
                "has clusters of 2^" + clusterBits + " bytes");
        check(size >= 0, "has a size of " + size + " bytes");
        var needed = size == 0 ? 0 : ((size - 1) >> l1Bits(clusterBits)) + 1;
        check(
                l1Entries >= 0 && needed <= l1Entries && l1Entries <= 1 << 22,
                "has a first table of " + l1Entries + " entries");
        check(l1At >= 0 && l1At % (1L << clusterBits) == 0, "has its first table at " + l1At);
    }

    /** Bits of what one entry of the first table stands for: a cluster of 8-byte entries each. */
    private static int l1Bits(int clusterBits) {
        return 2 * clusterBits - 3;
    }

    int clusterBytes() {
        return 1 << clusterBits;
    }

    /** Entries of a second table. */
    int l2Entries() {
        return clusterBytes() / Long.BYTES;
    }

    /**
     * Reads a header.
     *
     * @param bytes the image's first {@value #BYTES}; fewer when it has no more
     * @throws IllegalArgumentException what the image has or is that cannot be read here
     */
    static Qcow2Header of(byte[] bytes) {
        var at = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        check(bytes.length >= V3_BYTES && at.getInt(0) == MAGIC, "is no qcow2 image");
        var version = at.getInt(4);
        check(version == 2 || version == 3, "is of qcow version " + version);
        check(at.getLong(8) == 0, "has a backing file");
        check(at.getInt(32) == 0, "is encrypted");
        if (version == 3) {
            checkFeatures(at, bytes.length);
        }
        return new Qcow2Header(at.getInt(20), at.getLong(24), at.getInt(36), at.getLong(40));
    }

    private static void checkFeatures(ByteBuffer at, int length) {
        var features = at.getLong(72);
        check((features & CORRUPT) == 0, "is marked as corrupt");
        check((features & EXTERNAL_DATA) == 0, "keeps its data in another file");
        check((features & ~KNOWN) == 0, "has features that are not known here");
        var hasOther = (features & OTHER_COMPRESSION) != 0 && at.getInt(100) > V3_BYTES;
        check(
                !hasOther || (length > V3_BYTES && at.get(V3_BYTES) == 0),
                "is compressed otherwise than with zlib");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
