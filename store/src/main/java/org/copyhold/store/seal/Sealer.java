package org.copyhold.store.seal;

import org.copyhold.store.chunk.CryptoProvider;
import org.copyhold.store.chunk.Sid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Makes frames of plaintext. Sealing the same plaintext again gives the same sid and key.
 * Thread-safe.
 */
public final class Sealer {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGE = "page".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_FACE = {};

    private final DedupDomain domain;

    public Sealer(DedupDomain domain) {
        this.domain = domain;
    }

    /**
     * Loads the native code that sealing runs on, AWS-LC's and zstd's, which takes a few tenths of
     * a second the first time: whoever can, has it done before the first chunk waits for it.
     */
    public static void prepare() {
        CryptoProvider.prepare();
        try (var bench = Workbench.take()) {
            Codec.encode(bench, NO_FACE, 0, 0);
        }
    }

    /** The ids and the check of a chunk of at most 4 MiB, without sealing it. */
    public Identity identify(byte[] bytes, int offset, int length) {
        checkLength("A chunk", length, Frame.MAX_CHUNK_BYTES);
        try (var bench = Workbench.take()) {
            var first = tag(bench, 0, bytes, offset, length);
            var second = tag(bench, 1, bytes, offset, length);
            var mac = bench.mac(domain.secret());
            mac.update(DATA);
            mac.update(ByteBuffer.allocate(4).putInt(length).array());
            mac.update(first);
            mac.update(second);
            var m = mac.doFinal();
            int check = crc32c(bytes, offset, length);
            return new Identity(
                    FrameKeys.pid(bench, m), FrameKeys.chunkKey(bench, m), check, length);
        }
    }

    /** Half of a plaintext's universal hash. It goes into a MAC and nowhere else. */
    private byte[] tag(Workbench bench, int which, byte[] bytes, int offset, int length) {
        var gcm = bench.gcm();
        gcm.toEncrypt(domain.hashKey(which), Gcm.ZERO_NONCE);
        return gcm.tag(bytes, offset, length);
    }

    /** Seals a chunk of which {@link #identify} gave {@code identity}. */
    public Frame seal(Identity identity, byte[] bytes, int offset, int length) {
        if (length != identity.length()) {
            throw new IllegalArgumentException(
                    "These "
                            + length
                            + " bytes are not the "
                            + identity.length()
                            + " that were identified");
        }
        try (var bench = Workbench.take()) {
            int encoded = Codec.encode(bench, bytes, offset, length);
            return chunk(bench, identity.key(), encoded);
        }
    }

    /** The chunk whose {@code encoded} bytes stand in the bench's scratch. */
    static Frame chunk(Workbench bench, ChunkKey key, int encoded) {
        var e = bench.scratch(encoded);
        var about = ByteBuffer.allocate(9).put(e, 0, 5).putInt(crc32c(e, 0, encoded)).array();
        var salt = bench.mac(key.secret()).doFinal(about);
        return frame(bench, new Open(FrameType.CHUNK, key, salt, NO_FACE), encoded);
    }

    /** Seals a page whose faces have at most 1 MiB each. */
    public Frame sealPage(byte[] publicFace, byte[] sealedFace) {
        checkLength("A public face", publicFace.length, Frame.MAX_FACE_BYTES);
        checkLength("A sealed face", sealedFace.length, Frame.MAX_FACE_BYTES);
        try (var bench = Workbench.take()) {
            return page(bench, pageKey(bench, publicFace, sealedFace), publicFace, sealedFace);
        }
    }

    /** The page of these faces under a key that goes with them alone. */
    static Frame page(Workbench bench, ChunkKey key, byte[] publicFace, byte[] sealedFace) {
        int encoded = Codec.encode(bench, sealedFace, 0, sealedFace.length);
        var sha = bench.sha256();
        sha.update(publicFace);
        sha.update(bench.scratch(encoded), 0, encoded);
        var about = sha.digest();
        var salt = bench.mac(key.secret()).doFinal(about);
        return frame(bench, new Open(FrameType.PAGE, key, salt, publicFace), encoded);
    }

    private ChunkKey pageKey(Workbench bench, byte[] publicFace, byte[] sealedFace) {
        var mac = bench.mac(domain.secret());
        mac.update(PAGE);
        mac.update(ByteBuffer.allocate(4).putInt(publicFace.length).array());
        mac.update(publicFace);
        mac.update(sealedFace);
        return FrameKeys.chunkKey(bench, mac.doFinal());
    }

    /** Encrypts the {@code encoded} bytes that stand in the bench's scratch. */
    private static Frame frame(Workbench bench, Open open, int encoded) {
        int cipherLength = encoded + Gcm.TAG_BYTES;
        int openLength = Frame.HEADER_BYTES + open.publicFace.length;
        var once = FrameKeys.once(bench, open.key, open.salt);
        var frame = new byte[openLength + cipherLength];
        ByteBuffer.wrap(frame)
                .put(Header.SUITE)
                .put((byte) open.type.code())
                .putShort((short) 0)
                .putInt(open.publicFace.length)
                .putInt(cipherLength)
                .put(open.salt, 0, Header.SALT_BYTES)
                .put(once, Gcm.KEY_BYTES, Header.COMMITMENT_BYTES)
                .put(open.publicFace);
        var gcm = bench.gcm();
        gcm.toEncrypt(once, Gcm.ZERO_NONCE);
        gcm.additional(frame, 0, openLength);
        gcm.encrypt(bench.scratch(encoded), encoded, frame, openLength);
        var sha = bench.sha256();
        sha.update(frame);
        return new Frame(Sid.of(sha.digest()), open.type, open.key, frame);
    }

    private static int crc32c(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static void checkLength(String what, int length, int limit) {
        if (length > limit) {
            throw new IllegalArgumentException(
                    what + " has at most " + limit + " bytes, not " + length);
        }
    }

    /** What of a frame is known before it is encrypted. */
    private record Open(FrameType type, ChunkKey key, byte[] salt, byte[] publicFace) {}
}
