package org.copyhold.store.seal;

import java.util.Optional;

/**
 * One version of a vault's key, sealed by the {@link KeyProvider}. As {@link VaultKeys} it is the
 * only version there is.
 *
 * @param id UUID
 * @param version from 1
 * @param sealed the key's 32 bytes as only the provider can open them
 */
public record VaultKey(String id, int version, byte[] sealed) implements VaultKeys {
    @Override
    public Optional<VaultKey> find(String wanted, int itsVersion) {
        return id.equals(wanted) && version == itsVersion ? Optional.of(this) : Optional.empty();
    }

    @Override
    public String toString() {
        return "VaultKey[" + id + "-" + version + "]";
    }
}
