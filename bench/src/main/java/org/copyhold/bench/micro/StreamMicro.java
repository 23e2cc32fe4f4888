package org.copyhold.bench.micro;

import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackBuilder;
import org.copyhold.store.seal.FrameType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Cutting a stream of 8 MiB, and packing 8 MiB of frames. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StreamMicro {
    private static final int STREAM_BYTES = 8 << 20;
    private static final int FRAME_BYTES = 256 << 10;

    private final byte[] stream = new byte[STREAM_BYTES];
    private final Sid[] sids = new Sid[STREAM_BYTES / FRAME_BYTES];

    @Setup
    public void fill() {
        new Random(1).nextBytes(stream);
        for (int i = 0; i < sids.length; i++) {
            sids[i] = Sid.hashOf(stream, i * FRAME_BYTES, FRAME_BYTES);
        }
    }

    @Benchmark
    public int cut(Domain domain) {
        int cuts = 0;
        for (int at = 0; at < STREAM_BYTES; cuts++) {
            at = domain.cutter.cut(stream, at, STREAM_BYTES);
        }
        return cuts;
    }

    /** Of frames that have their ids already. */
    @Benchmark
    public Footer pack() {
        try (var pack = new PackBuilder(new MemoryBlobs("memory"))) {
            for (int i = 0; i < sids.length; i++) {
                pack.add(sids[i], FrameType.CHUNK, stream, i * FRAME_BYTES, FRAME_BYTES);
            }
            return pack.seal();
        }
    }
}
