package org.copyhold.store.seal;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;

import org.copyhold.store.chunk.CryptoProvider;
import org.jspecify.annotations.Nullable;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The engines that one thread needs at a time, kept for the next one: making them anew for each
 * chunk would cost more than a small chunk.
 *
 * <p>There are never more of them than threads that once worked at the same time. Not thread-safe
 * between {@link #take} and {@link #close}.
 */
final class Workbench implements AutoCloseable {
    private static final ConcurrentLinkedQueue<Workbench> IDLE = new ConcurrentLinkedQueue<>();

    private final CryptoProvider crypto;
    private final Mac mac;
    private final MessageDigest sha256;
    private final Gcm gcm;
    private @Nullable ZstdCompressCtx packer;
    private @Nullable ZstdDecompressCtx unpacker;
    private byte[] scratch = new byte[64 << 10];

    private Workbench(CryptoProvider crypto) {
        this.crypto = crypto;
        mac = crypto.hmacSha256();
        sha256 = crypto.sha256();
        gcm = new Gcm(crypto);
    }

    /** Benches of another provider than the one that is best now are left to the collector. */
    static Workbench take() {
        var crypto = CryptoProvider.current();
        var idle = IDLE.poll();
        while (idle != null && !idle.crypto.equals(crypto)) {
            idle = IDLE.poll();
        }
        return idle == null ? new Workbench(crypto) : idle;
    }

    /** HMAC-SHA-256 under {@code key}. */
    Mac mac(byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("A key must not be empty", e);
        }
    }

    MessageDigest sha256() {
        sha256.reset();
        return sha256;
    }

    Gcm gcm() {
        return gcm;
    }

    /** Made when first needed: keys are derived long before anything is compressed. */
    ZstdCompressCtx packer() {
        if (packer == null) {
            packer = new ZstdCompressCtx().setLevel(1).setContentSize(true);
        }
        return packer;
    }

    ZstdDecompressCtx unpacker() {
        if (unpacker == null) {
            unpacker = new ZstdDecompressCtx();
        }
        return unpacker;
    }

    /** At least this many bytes to write in; what they held before is gone. */
    byte[] scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[Math.max(bytes, Math.min(scratch.length * 2, Frame.MAX_BYTES))];
        }
        return scratch;
    }

    @Override
    public void close() {
        IDLE.add(this);
    }
}
