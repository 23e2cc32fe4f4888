package org.copyhold.control.key;

/**
 * Makes keys that are kept sealed, and seals small secrets under them; behind it lies the master
 * key, later perhaps a KMS. Thread-safe.
 */
public interface Keyring {
    /** A new random key for a vault, or for the access keys of an account. */
    SealedKey newKey();

    /** A new random secret for the dedup domain of an account. */
    SealedKey newDomainSecret();

    /**
     * Seals a secret under a key.
     *
     * @param context what the secret belongs to; {@link #unwrap} needs the same
     */
    byte[] wrap(SealedKey key, byte[] secret, byte[] context);

    /** Opens what {@link #wrap} made. */
    byte[] unwrap(SealedKey key, byte[] wrapped, byte[] context);
}
