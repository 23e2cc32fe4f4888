package org.copyhold;

import org.copyhold.control.key.Keyring;
import org.copyhold.control.key.SealedKey;
import org.copyhold.kit.ErrorCode;
import org.copyhold.store.StoreException;
import org.copyhold.store.seal.Gcm;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The keyring of the rooms that know no store, over the store's key provider. A text is sealed
 * under a key of its own, which the provider derives from the text's id: nonce, ciphertext and tag.
 */
final class ProviderKeyring implements Keyring {
    private static final byte[] TEXT_KEY = "key of a sealed text".getBytes(StandardCharsets.UTF_8);

    private final KeyProvider provider;
    private final SecureRandom random = new SecureRandom();

    ProviderKeyring(KeyProvider provider) {
        this.provider = provider;
    }

    @Override
    public SealedKey newVaultKey() {
        return sealed(provider.createVaultKey());
    }

    @Override
    public SealedKey newVaultKey(String kmsKey) {
        return asked(() -> sealed(provider.createVaultKey(kmsKey)));
    }

    @Override
    public SealedKey nextVersion(SealedKey vaultKey) {
        var key = new VaultKey(vaultKey.id(), vaultKey.version(), vaultKey.sealed());
        return asked(() -> sealed(provider.nextVersion(key)));
    }

    private static SealedKey asked(Supplier<SealedKey> question) {
        try {
            return question.get();
        } catch (StoreException.Locked e) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.with(e.explained());
        } catch (StoreException.Unavailable e) {
            throw ErrorCode.SERVICE_UNAVAILABLE.with(e.explained());
        }
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
        var nonce = new byte[Gcm.NONCE_BYTES];
        random.nextBytes(nonce);
        var ciphertext = Gcm.encrypt(textKey(id), nonce, text, bytes(id));
        var sealed = Arrays.copyOf(nonce, nonce.length + ciphertext.length);
        System.arraycopy(ciphertext, 0, sealed, nonce.length, ciphertext.length);
        return sealed;
    }

    @Override
    public byte[] open(String id, byte[] sealed) {
        var nonce = Arrays.copyOf(sealed, Gcm.NONCE_BYTES);
        var from = Math.min(Gcm.NONCE_BYTES, sealed.length);
        var ciphertext = Arrays.copyOfRange(sealed, from, sealed.length);
        return Gcm.decrypt(textKey(id), nonce, ciphertext, bytes(id))
                .orElseThrow(
                        () ->
                                new StoreException.Corrupt(
                                        "The sealed secret of " + id + " does not open.",
                                        "Revoke it and make another."));
    }

    private byte[] textKey(String id) {
        return provider.mac("text/" + id, TEXT_KEY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
