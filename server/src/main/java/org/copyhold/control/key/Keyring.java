package org.copyhold.control.key;

/**
 * Makes and opens keys that are kept sealed; behind it lies the master key, later perhaps a KMS.
 * Thread-safe.
 */
public interface Keyring {
    /** A new random key for a vault. */
    SealedKey newVaultKey();

    /**
     * A key for a vault that names a KMS key; where this server has no key service that is a name
     * and no more, and the key one of its own.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when the service has
     *     no such key or does not let this server use it; ServiceUnavailableException when it does
     *     not answer
     */
    SealedKey newVaultKey(String kmsKey);

    /** The version of a vault's key that follows this one. */
    SealedKey nextVersion(SealedKey vaultKey);

    /** A new random secret for the dedup domain of an account. */
    SealedKey newDomainSecret();

    /**
     * Seals a short text, such as the secret of an access key.
     *
     * @param id what the text belongs to; {@link #open} needs the same
     */
    byte[] seal(String id, byte[] text);

    /** Opens what {@link #seal} made. */
    byte[] open(String id, byte[] sealed);
}
