package org.copyhold.store.record;

import java.util.Base64;

/**
 * {@code points/<id>/wrap-<n>}: a root key that only a vault's key opens.
 *
 * @param key UUID of the vault's key
 * @param wrapped what the key provider made of the root key
 */
public record WrapRecord(String key, int keyVersion, byte[] wrapped) {
    /** The object's bytes. */
    public byte[] encode() {
        return Json.bytes(
                Json.object()
                        .put("key", key)
                        .put("keyVersion", keyVersion)
                        .put("wrapped", Base64.getEncoder().encodeToString(wrapped)));
    }

    /**
     * Reads a wrap.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when the bytes are none
     */
    public static WrapRecord parse(String name, byte[] bytes) {
        var json = Json.parse(name, bytes);
        return new WrapRecord(
                json.text("key"),
                (int) json.number("keyVersion", 1, Integer.MAX_VALUE),
                json.base64("wrapped"));
    }
}
