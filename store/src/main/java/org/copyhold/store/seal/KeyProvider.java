package org.copyhold.store.seal;

/**
 * Keeps the key above all keys: a file here, a key management service elsewhere. Whoever holds only
 * sealed keys and this can wrap and re-wrap root keys without ever seeing one. Thread-safe.
 *
 * <p>Whatever does not open under the given key and context is refused with {@code
 * StoreException.Corrupt}.
 */
public interface KeyProvider {
    /** A fresh key for a vault, version 1. */
    VaultKey createVaultKey();

    /**
     * A key for a vault that is to be kept by a key management service, version 1; a provider that
     * knows none keeps the key itself.
     *
     * @param kmsKey the ARN of a key, or of its alias
     * @throws org.copyhold.store.StoreException.Locked when there is no such key, or it may not be
     *     used
     */
    VaultKey createVaultKey(String kmsKey);

    /**
     * Sees whether a vault's key can be used now.
     *
     * @throws org.copyhold.store.StoreException.Locked when whoever keeps it says that it may not
     * @throws org.copyhold.store.StoreException.Unavailable when that cannot be asked
     */
    void check(VaultKey key);

    /** The version of a vault's key that follows this one, as fresh as a new key. */
    VaultKey nextVersion(VaultKey key);

    /** A fresh secret for a dedup domain, version 1. */
    DomainSecret createDomain();

    /** Opens a domain's secret for sealing and cutting. */
    DedupDomain domain(DomainSecret secret);

    /** Wraps a root key so that it opens only under the same key and context. */
    byte[] wrap(VaultKey key, byte[] rootKey, byte[] context);

    byte[] unwrap(VaultKey key, byte[] wrapped, byte[] context);

    /** Takes a root key from one wrap to another; the caller never sees it. */
    byte[] rewrap(Wrapped from, VaultKey to, byte[] toContext);

    /** Authenticates a record: 32 bytes over its object name and its payload. */
    byte[] mac(String name, byte[] payload);

    /**
     * Tells whether this is the key that made what is there. Shows nothing of the key; fit to be
     * kept in a database.
     */
    String fingerprint();

    /** A wrapped root key with what opens it. */
    record Wrapped(VaultKey key, byte[] wrapped, byte[] context) {}
}
