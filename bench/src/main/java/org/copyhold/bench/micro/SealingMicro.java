package org.copyhold.bench.micro;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.Zstd;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Identity;
import org.copyhold.store.seal.Opener;
import org.copyhold.store.seal.Sealer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** What a backup does to a new chunk, and what a restore and a copy do to a stored one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SealingMicro {
    private static final int LEVEL = 1;

    private @Nullable Sealer sealer;
    private @Nullable Identity identity;
    private @Nullable Frame frame;
    private byte[] packed = {};

    @Setup
    public void prepare(Pieces pieces) {
        sealer = new Sealer(pieces.domain);
        identity = identify(pieces);
        frame = seal(pieces);
        packed = Zstd.compress(pieces.bytes, LEVEL);
    }

    /** Dedup id, key and check of a plaintext: also of what turns out to be known. */
    @Benchmark
    public Identity identify(Pieces pieces) {
        return requireNonNull(sealer).identify(pieces.bytes, 0, pieces.length);
    }

    /** Compression, encryption and storage id. */
    @Benchmark
    public Frame seal(Pieces pieces) {
        return requireNonNull(sealer)
                .seal(requireNonNull(identity), pieces.bytes, 0, pieces.length);
    }

    /** Decryption and decompression. */
    @Benchmark
    public byte[] open() {
        var sealed = requireNonNull(frame);
        return Opener.open(sealed.bytes(), sealed.key());
    }

    /** What a copy does to every frame. */
    @Benchmark
    public Sid verify() {
        return Sid.hashOf(requireNonNull(frame).bytes());
    }

    /** The codec alone. */
    @Benchmark
    public byte[] compress(Pieces pieces) {
        return Zstd.compress(pieces.bytes, LEVEL);
    }

    /** The codec alone. */
    @Benchmark
    public byte[] decompress(Pieces pieces) {
        return Zstd.decompress(packed, pieces.length);
    }
}
