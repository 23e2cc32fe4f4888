package org.copyhold.connect.files;

import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.Stamp;
import org.copyhold.connect.linux.Stat;
import org.copyhold.connect.linux.Time;
import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a recovery point keeps of a file besides its content. Its bytes are described in
 * docs/FORMAT.md, §8.
 *
 * @param mode the 12 bits of permissions
 * @param uid the owner, unsigned
 * @param gid the group, unsigned
 * @param target where a symbolic link leads, or the path of a hard link's first name; otherwise
 *     empty
 * @param rdev the device that a device file stands for: major number in the upper 32 bits, minor in
 *     the lower; otherwise 0
 * @param attributes extended attributes in byte order of their names; none for a hard link
 */
record FileMeta(
        Kind kind,
        int mode,
        int uid,
        int gid,
        Stamp stamp,
        byte[] target,
        long rdev,
        List<Attribute> attributes) {
    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = 1 + 1 + 2 + 4 + 4 + 12 + 12 + 8 + 8;
    private static final int MAX_VARINT_BYTES = 9;
    private static final byte[] NONE = {};

    FileMeta {
        attributes = List.copyOf(attributes);
    }

    /** What a look at a file told, completed by what it did not. */
    static FileMeta of(Kind kind, Stat stat, byte @Nullable [] target, List<Attribute> attributes) {
        return new FileMeta(
                kind,
                stat.mode(),
                stat.uid(),
                stat.gid(),
                stat.stamp(),
                target == null ? NONE : target,
                kind.isDevice() ? stat.rdev() : 0,
                attributes);
    }

    byte[] encode() {
        var out = ByteBuffer.allocate(sizeLimit());
        out.put(VERSION).put((byte) kind.code()).putShort((short) mode).putInt(uid).putInt(gid);
        put(out, stamp.modified());
        put(out, stamp.changed());
        out.putLong(stamp.device()).putLong(stamp.inode());
        putVarint(out, stamp.size());
        if (kind.isLink()) {
            put(out, target);
        } else if (kind.isDevice()) {
            out.putLong(rdev);
        }
        putVarint(out, attributes.size());
        for (var attribute : attributes) {
            put(out, attribute.name());
            put(out, attribute.value());
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private int sizeLimit() {
        var size = FIXED_BYTES + 3 * MAX_VARINT_BYTES + target.length + Long.BYTES;
        for (var attribute : attributes) {
            size += 2 * MAX_VARINT_BYTES + attribute.name().length + attribute.value().length;
        }
        return size;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it is something else, or of a later version
     */
    static FileMeta decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        try {
            var version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "metadata of version "
                                + version
                                + ", where this program reads version "
                                + VERSION);
            }
            var meta = decodeBody(in);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(
                        in.remaining() + " bytes too many behind the metadata");
            }
            return meta;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("metadata that ends too early", e);
        }
    }

    private static FileMeta decodeBody(ByteBuffer in) {
        var kind = Kind.ofCode(in.get());
        var mode = Short.toUnsignedInt(in.getShort());
        var uid = in.getInt();
        var gid = in.getInt();
        var modified = getTime(in);
        var changed = getTime(in);
        var device = in.getLong();
        var inode = in.getLong();
        var stamp = new Stamp(device, inode, getVarint(in), modified, changed);
        var target = kind.isLink() ? getBytes(in) : NONE;
        var rdev = kind.isDevice() ? in.getLong() : 0;
        var attributes = new ArrayList<Attribute>();
        for (var left = getVarint(in); left > 0; left--) {
            attributes.add(new Attribute(getBytes(in), getBytes(in)));
        }
        return new FileMeta(kind, mode, uid, gid, stamp, target, rdev, attributes);
    }

    private static void put(ByteBuffer out, Time time) {
        out.putLong(time.seconds()).putInt(time.nanos());
    }

    private static Time getTime(ByteBuffer in) {
        return new Time(in.getLong(), in.getInt());
    }

    private static void put(ByteBuffer out, byte[] bytes) {
        putVarint(out, bytes.length);
        out.put(bytes);
    }

    private static byte[] getBytes(ByteBuffer in) {
        var length = getVarint(in);
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static void putVarint(ByteBuffer out, long value) {
        var left = value;
        while (left >= 0x80) {
            out.put((byte) (left | 0x80));
            left >>>= 7;
        }
        out.put((byte) left);
    }

    private static long getVarint(ByteBuffer in) {
        long value = 0;
        for (var shift = 0; shift < 7 * MAX_VARINT_BYTES; shift += 7) {
            var next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "a number of more than " + MAX_VARINT_BYTES + " bytes in the metadata");
    }
}
