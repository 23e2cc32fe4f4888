package org.copyhold.control.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Seals by putting the id in front: enough to see that the right one is given. */
public final class FakeKeyring implements Keyring {
    @Override
    public SealedKey newVaultKey() {
        var sealed = new byte[61];
        ThreadLocalRandom.current().nextBytes(sealed);
        return new SealedKey(UUID.randomUUID().toString(), 1, sealed);
    }

    @Override
    public SealedKey newVaultKey(String kmsKey) {
        return newVaultKey();
    }

    @Override
    public SealedKey nextVersion(SealedKey vaultKey) {
        return new SealedKey(vaultKey.id(), vaultKey.version() + 1, newVaultKey().sealed());
    }

    @Override
    public SealedKey newDomainSecret() {
        return newVaultKey();
    }

    @Override
    public byte[] seal(String id, byte[] text) {
        var face = id.getBytes(StandardCharsets.UTF_8);
        var sealed = Arrays.copyOf(face, face.length + text.length);
        System.arraycopy(text, 0, sealed, face.length, text.length);
        return sealed;
    }

    @Override
    public byte[] open(String id, byte[] sealed) {
        var face = id.getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(face, 0, face.length, sealed, 0, face.length)) {
            throw new IllegalArgumentException("sealed for another id than " + id);
        }
        return Arrays.copyOfRange(sealed, face.length, sealed.length);
    }
}
