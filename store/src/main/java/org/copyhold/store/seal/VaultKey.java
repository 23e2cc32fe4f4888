package org.copyhold.store.seal;

/**
 * One version of a vault's key, sealed by the {@link KeyProvider}.
 *
 * @param id UUID
 * @param version from 1
 * @param sealed the key's 32 bytes as only the provider can open them
 */
public record VaultKey(String id, int version, byte[] sealed) {
    @Override
    public String toString() {
        return "VaultKey[" + id + "-" + version + "]";
    }
}
