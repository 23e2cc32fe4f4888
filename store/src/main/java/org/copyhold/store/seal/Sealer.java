package org.copyhold.store.seal;

/**
 * Makes frames of plaintext. Sealing the same plaintext again gives the same sid and key.
 * Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class Sealer {
    private final DedupDomain domain;

    public Sealer(DedupDomain domain) {
        this.domain = domain;
    }

    /** The ids and the check of a chunk, without sealing it. */
    public Identity identify(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException(domain.id());
    }

    /** Seals a chunk of which {@link #identify} gave {@code identity}. */
    public Frame seal(Identity identity, byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Seals a page. */
    public Frame sealPage(byte[] publicFace, byte[] sealedFace) {
        throw new UnsupportedOperationException();
    }
}
