package org.copyhold.store.seal;

import com.github.luben.zstd.ZstdCompressCtx;

/** Tells from a few samples of a long chunk that compressing all of it would be in vain. */
final class Probe {
    /** Shorter chunks are compressed outright. */
    static final int FROM_BYTES = 128 << 10;

    private static final int SAMPLES = 4;
    private static final int SAMPLE_BYTES = 4 << 10;

    private Probe() {}

    static boolean mayGain(ZstdCompressCtx packer, byte[] bytes, int offset, int length) {
        if (length < FROM_BYTES) {
            return length > 0;
        }
        var sample = new byte[SAMPLES * SAMPLE_BYTES];
        int step = (length - SAMPLE_BYTES) / (SAMPLES - 1);
        for (int i = 0; i < SAMPLES; i++) {
            System.arraycopy(bytes, offset + i * step, sample, i * SAMPLE_BYTES, SAMPLE_BYTES);
        }
        return packer.compress(sample).length < sample.length;
    }
}
