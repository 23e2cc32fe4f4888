package org.copyhold.store.seal;

import org.copyhold.store.StoreException;

import java.nio.charset.StandardCharsets;

/**
 * Seals frames anew for a dedup domain, under keys that nobody derives who knows the old ones
 * alone. The same frame gives the same again. Thread-safe.
 */
public final class Resealer {
    private static final byte[] RESEAL = "reseal".getBytes(StandardCharsets.US_ASCII);

    private final DedupDomain domain;

    /** Seals for this domain. */
    public Resealer(DedupDomain domain) {
        this.domain = domain;
    }

    /** The key that what this one opened has in the domain. */
    public ChunkKey key(ChunkKey key) {
        try (var bench = Workbench.take()) {
            return key(bench, key);
        }
    }

    private ChunkKey key(Workbench bench, ChunkKey key) {
        var mac = bench.mac(domain.secret());
        mac.update(RESEAL);
        return ChunkKey.of(mac.doFinal(key.secret()));
    }

    /**
     * The same chunk in the domain: decrypted and encrypted, and packed as it was.
     *
     * @throws StoreException.Corrupt when the frame is damaged, over a limit, no chunk, or not this
     *     key's
     */
    public Frame chunk(byte[] bytes, int offset, int length, ChunkKey key) {
        var header = Header.parse(bytes, offset, length);
        if (header.type() != FrameType.CHUNK) {
            throw new StoreException.Corrupt(
                    "A frame that should be a chunk is a page.", Opener.HINT);
        }
        try (var bench = Workbench.take()) {
            int encoded = Opener.decrypt(bench, header, bytes, offset, key);
            return Sealer.chunk(bench, key(bench, key), encoded);
        }
    }

    /**
     * A page in the domain.
     *
     * @param key of the page that it stands for
     * @param publicFace naming frames of the domain
     * @param sealedFace with their keys
     */
    public Frame page(ChunkKey key, byte[] publicFace, byte[] sealedFace) {
        try (var bench = Workbench.take()) {
            return Sealer.page(bench, key(bench, key), publicFace, sealedFace);
        }
    }
}
