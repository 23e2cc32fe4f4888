package org.copyhold.store.seal;

import java.nio.file.Path;
import java.util.Optional;

/** The master key in a file of 64 hexadecimal digits that only its owner may read. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class MasterKey implements KeyProvider {
    private MasterKey() {}

    /**
     * Reads the file; creates it with a fresh key only when it is absent and nothing was sealed
     * yet.
     *
     * @param expected the {@link #fingerprint} kept when the key was first used; empty when nothing
     *     is sealed yet
     */
    public static MasterKey openOrCreate(Path file, Optional<String> expected) {
        throw new UnsupportedOperationException(file + " " + expected);
    }

    @Override
    public VaultKey createVaultKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DomainSecret createDomain() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DedupDomain domain(DomainSecret secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] wrap(VaultKey key, byte[] rootKey, byte[] context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] unwrap(VaultKey key, byte[] wrapped, byte[] context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] rewrap(Wrapped from, VaultKey to, byte[] toContext) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] mac(String name, byte[] payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String fingerprint() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
