package org.copyhold.connect.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What the kernel tells of a file without opening it.
 *
 * @param mode the 12 bits of permissions, without the type
 * @param rdev the device that a device file stands for: major number in the upper 32 bits, minor in
 *     the lower
 * @param blocks what it occupies, in units of 512 bytes
 * @param born when it was made, zero where the file system does not know
 */
public record Stat(
        Kind kind,
        int mode,
        int uid,
        int gid,
        int links,
        long rdev,
        long blocks,
        Time born,
        Stamp stamp) {
    public static final int STATX_BYTES = 256;
    private static final int BLOCK_BYTES = 512;

    /** Reads a struct statx, which is the same on all processors. */
    public static Stat of(MemorySegment statx) {
        var mode = Short.toUnsignedInt(statx.get(JAVA_SHORT, 28));
        var kind = Kind.ofMode(mode);
        var stamp =
                new Stamp(
                        pair(statx, 136),
                        statx.get(JAVA_LONG, 32),
                        kind == Kind.FILE ? statx.get(JAVA_LONG, 40) : 0,
                        time(statx, 112),
                        time(statx, 96));
        return new Stat(
                kind,
                mode & 07777,
                statx.get(JAVA_INT, 20),
                statx.get(JAVA_INT, 24),
                statx.get(JAVA_INT, 16),
                pair(statx, 128),
                statx.get(JAVA_LONG, 48),
                time(statx, 80),
                stamp);
    }

    private static long pair(MemorySegment statx, long at) {
        return (long) statx.get(JAVA_INT, at) << 32
                | Integer.toUnsignedLong(statx.get(JAVA_INT, at + 4));
    }

    private static Time time(MemorySegment statx, long at) {
        return new Time(statx.get(JAVA_LONG, at), statx.get(JAVA_INT, at + 8));
    }

    public long size() {
        return stamp.size();
    }

    /** Whether it occupies less than its size, so that it may have holes. */
    public boolean maySkipBlocks() {
        return blocks < (size() + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    /** Whether both speak of one and the same file, whatever happened to it in between. */
    public boolean isSameFile(Stat other) {
        return stamp.inode() == other.stamp.inode()
                && stamp.device() == other.stamp.device()
                && kind == other.kind
                && born.equals(other.born);
    }
}
