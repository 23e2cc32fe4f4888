package org.copyhold.control.key;

/**
 * A 32-byte key as the database keeps it.
 *
 * @param id a UUID
 * @param version from 1; a rotation adds one
 * @param sealed the key under the master key, in FORMAT's form
 */
public record SealedKey(String id, int version, byte[] sealed) {}
