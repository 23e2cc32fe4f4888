package org.copyhold.store.record;

import org.copyhold.store.StoreException;

/** {@code store.json}: which store this is, and what it is written in. */
public record StoreRecord(String store) {
    /** The object's name. */
    public static final String NAME = "store.json";

    private static final int SUITE = 1;

    /** The object's bytes. */
    public byte[] encode() {
        return Json.bytes(Json.object().put("suite", SUITE).put("store", store));
    }

    /**
     * Reads a store record.
     *
     * @throws StoreException.Corrupt when the bytes are none, or tell of a format or suite that is
     *     not known
     */
    public static StoreRecord parse(String where, byte[] bytes) {
        var json = Json.parse(NAME + " in " + where, bytes);
        if (json.number("suite", 0, Integer.MAX_VALUE) != SUITE) {
            throw new StoreException.Corrupt(
                    NAME + " in " + where + " tells of a suite that is not known.",
                    "Use the version of Copyhold that made the store, or a newer one.");
        }
        return new StoreRecord(json.text("store"));
    }
}
