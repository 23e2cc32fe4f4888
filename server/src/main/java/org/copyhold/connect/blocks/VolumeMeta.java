package org.copyhold.connect.blocks;

import org.copyhold.connect.linux.Stamp;
import org.copyhold.connect.linux.Time;

import java.nio.ByteBuffer;

/**
 * What a recovery point keeps of a volume beside its bytes (docs/FORMAT.md, §8).
 *
 * @param stamp by what an unchanged image is known; zeros for a device, which tells nothing
 */
record VolumeMeta(Form form, Stamp stamp) {
    private static final byte VERSION = 1;
    private static final int BYTES = 2 + 3 * Long.BYTES + 2 * (Long.BYTES + Integer.BYTES);
    private static final Time NEVER = new Time(0, 0);

    /** What a volume lies in. The codes are part of the format. */
    enum Form {
        RAW(1),
        DEVICE(2),
        QCOW2(3);

        private final int code;

        Form(int code) {
            this.code = code;
        }
    }

    /** Of a volume in this form, that the kernel tells this of. */
    static VolumeMeta of(Form form, Stamp stamp) {
        return new VolumeMeta(form, form == Form.DEVICE ? new Stamp(0, 0, 0, NEVER, NEVER) : stamp);
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .put((byte) form.code)
                .putLong(stamp.device())
                .putLong(stamp.inode())
                .putLong(stamp.size())
                .putLong(stamp.modified().seconds())
                .putInt(stamp.modified().nanos())
                .putLong(stamp.changed().seconds())
                .putInt(stamp.changed().nanos())
                .array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static VolumeMeta decode(byte[] bytes) {
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            throw new IllegalArgumentException("metadata that is no volume's");
        }
        var from = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        var form = form(from.get());
        var stamp =
                new Stamp(from.getLong(), from.getLong(), from.getLong(), time(from), time(from));
        return new VolumeMeta(form, stamp);
    }

    private static Form form(int code) {
        for (var form : Form.values()) {
            if (form.code == code) {
                return form;
            }
        }
        throw new IllegalArgumentException("a volume of unknown form " + code);
    }

    private static Time time(ByteBuffer from) {
        return new Time(from.getLong(), from.getInt());
    }
}
