package org.copyhold.work;

import org.copyhold.control.key.Keyring;
import org.copyhold.control.key.SealedKey;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;

/** Keys as a real provider makes them; no test here seals a text. */
record StoreKeyring(KeyProvider provider) implements Keyring {
    @Override
    public SealedKey newVaultKey() {
        return sealed(provider.createVaultKey());
    }

    @Override
    public SealedKey newVaultKey(String kmsKey) {
        return sealed(provider.createVaultKey(kmsKey));
    }

    @Override
    public SealedKey nextVersion(SealedKey vaultKey) {
        return sealed(provider.nextVersion(AccountStores.key(vaultKey)));
    }

    private static SealedKey sealed(VaultKey key) {
        return new SealedKey(key.id(), key.version(), key.sealed());
    }

    @Override
    public SealedKey newDomainSecret() {
        var secret = provider.createDomain();
        return new SealedKey(secret.id(), secret.version(), secret.sealed());
    }

    @Override
    public byte[] seal(String id, byte[] text) {
        return text.clone();
    }

    @Override
    public byte[] open(String id, byte[] sealed) {
        return sealed.clone();
    }
}
