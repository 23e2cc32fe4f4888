package org.copyhold.store.record;

import org.copyhold.store.StoreException;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Records whose name and payload are vouched for by the master key: states, vaults, keys.
 * Thread-safe.
 */
public final class SignedRecords {
    private static final int MAC_BYTES = 32;

    private final KeyProvider keys;

    /** Signs and checks with this provider. */
    public SignedRecords(KeyProvider keys) {
        this.keys = keys;
    }

    /** A state or vault record. */
    public byte[] labels(String name, Map<String, String> labels) {
        var json = Json.object();
        json.set("labels", Json.labels(labels));
        return signed(name, Json.bytes(json));
    }

    /** Reads a state or vault record. */
    public Map<String, String> readLabels(String name, byte[] record) {
        return Json.parse(name, payload(name, record)).labels("labels");
    }

    /** The record of a vault's key. */
    public byte[] key(String name, VaultKey key) {
        return key(name, "vault", key.version(), key.sealed());
    }

    /** The record of a dedup domain's secret. */
    public byte[] key(String name, DomainSecret secret) {
        return key(name, "domain", secret.version(), secret.sealed());
    }

    /**
     * Reads the record of a key of either kind.
     *
     * @throws StoreException.Corrupt when it is none
     */
    public KeyRecord readKey(String name, byte[] record) {
        var json = Json.parse(name, payload(name, record));
        int dash = name.lastIndexOf('-');
        var id = name.substring(name.indexOf('/') + 1, Math.max(dash, name.indexOf('/') + 1));
        int version = (int) json.number("version", 1, Integer.MAX_VALUE);
        var sealed = json.base64("sealed");
        return switch (json.text("kind")) {
            case "vault" -> new KeyRecord.OfVault(new VaultKey(id, version, sealed));
            case "domain" -> new KeyRecord.OfDomain(new DomainSecret(id, version, sealed));
            default -> throw Json.corrupt(name, "it is of no known kind", null);
        };
    }

    private byte[] key(String name, String kind, int version, byte[] sealed) {
        return signed(
                name,
                Json.bytes(
                        Json.object()
                                .put("kind", kind)
                                .put("version", version)
                                .put("sealed", Base64.getEncoder().encodeToString(sealed))));
    }

    private byte[] signed(String name, byte[] payload) {
        return ByteBuffer.allocate(MAC_BYTES + payload.length)
                .put(keys.mac(name, payload))
                .put(payload)
                .array();
    }

    /**
     * A record's payload.
     *
     * @throws StoreException.Corrupt when the record was not written under this name with this
     *     master key
     */
    byte[] payload(String name, byte[] record) {
        var payload = Arrays.copyOfRange(record, Math.min(MAC_BYTES, record.length), record.length);
        if (!MessageDigest.isEqual(
                Arrays.copyOf(record, Math.min(MAC_BYTES, record.length)),
                keys.mac(name, payload))) {
            throw new StoreException.Corrupt(
                    "The record " + name + " was not written by a server with this master key.",
                    "Somebody changed or exchanged the file: bring it back from a copy of the"
                            + " store.");
        }
        return payload;
    }
}
