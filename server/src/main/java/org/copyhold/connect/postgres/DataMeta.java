package org.copyhold.connect.postgres;

import java.nio.ByteBuffer;

/**
 * What a recovery point keeps of a file or folder of a data folder beside its bytes
 * (docs/FORMAT.md, §8).
 *
 * @param mode its permissions
 * @param modified seconds since 1970
 */
record DataMeta(boolean isFolder, int mode, long modified) {
    private static final byte VERSION = 1;
    private static final int BYTES = 2 + Short.BYTES + Long.BYTES;
    private static final byte FILE = 1;
    private static final byte FOLDER = 2;
    private static final int PERMISSIONS = 0777;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .put(isFolder ? FOLDER : FILE)
                .putShort((short) (mode & PERMISSIONS))
                .putLong(modified)
                .array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static DataMeta decode(byte[] bytes) {
        if (bytes.length != BYTES
                || bytes[0] != VERSION
                || (bytes[1] != FILE && bytes[1] != FOLDER)) {
            throw new IllegalArgumentException("metadata that is of no database server");
        }
        var from = ByteBuffer.wrap(bytes, 2, BYTES - 2);
        return new DataMeta(bytes[1] == FOLDER, from.getShort(), from.getLong());
    }
}
