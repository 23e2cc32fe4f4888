package org.copyhold.store.record;

import org.copyhold.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * {@code store.json}: which store this is, and what it is written in. No key seals it, so it
 * carries a checksum of its own: a bit that flips on the way is never taken for another store.
 */
public record StoreRecord(String store) {
    /** The object's name. */
    public static final String NAME = "store.json";

    private static final int SUITE = 1;
    private static final long MAX_CRC = 0xFFFFFFFFL;

    /** The object's bytes. */
    public byte[] encode() {
        return Json.bytes(
                Json.object().put("suite", SUITE).put("store", store).put("crc32c", crc32c()));
    }

    /**
     * Reads a store record.
     *
     * @throws StoreException.Corrupt when the bytes are none, do not match their checksum, or tell
     *     of a format or suite that is not known
     */
    public static StoreRecord parse(String where, byte[] bytes) {
        var json = Json.parse(NAME + " in " + where, bytes);
        if (json.number("suite", 0, Integer.MAX_VALUE) != SUITE) {
            throw new StoreException.Corrupt(
                    NAME + " in " + where + " tells of a suite that is not known.",
                    "Use the version of Copyhold that made the store, or a newer one.");
        }
        var record = new StoreRecord(json.text("store"));
        if (json.number("crc32c", 0, MAX_CRC) != record.crc32c()) {
            throw new StoreException.Corrupt(
                    NAME + " in " + where + " does not match its checksum.",
                    "Bring it back from a copy of the store: it never changes.");
        }
        return record;
    }

    private long crc32c() {
        var crc = new CRC32C();
        crc.update(store.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
