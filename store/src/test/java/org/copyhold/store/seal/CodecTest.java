package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;

import org.copyhold.store.StoreException;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** What a frame's inside may say, as whoever has the key could forge it. */
class CodecTest {
    @Test
    void aLengthOverTheLimitIsRefusedBeforeItIsAllocated() {
        for (int length : new int[] {101, Integer.MAX_VALUE, -1}) {
            assertThatThrownBy(() -> decode(encoded(1, length, Zstd.compress(new byte[200])), 100))
                    .isInstanceOf(StoreException.Corrupt.class)
                    .hasMessageContaining("of at most 100");
        }
    }

    @Test
    void unpackingStopsAtTheLengthThatIsSaid() {
        var bomb = Zstd.compress(new byte[50 << 20]);
        assertThatThrownBy(() -> decode(encoded(1, 1000, bomb), 4 << 20))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("1000 bytes");
    }

    @Test
    void unpackingToFewerBytesThanSaidIsDamage() {
        assertThatThrownBy(() -> decode(encoded(1, 1000, Zstd.compress(new byte[999])), 4 << 20))
                .hasMessageContaining("unpacks to 999 bytes where it says 1000");
    }

    @Test
    void whatIsNotZstdAtAllIsDamage() {
        assertThatThrownBy(() -> decode(encoded(1, 10, new byte[] {1, 2, 3}), 100))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void rawBytesOfAnotherLengthThanSaidAreDamage() {
        assertThatThrownBy(() -> decode(encoded(0, 9, new byte[10]), 100))
                .hasMessageContaining("holds 10 bytes");
        assertThat(decode(encoded(0, 10, new byte[10]), 100)).hasSize(10);
    }

    @Test
    void anUnknownCodecIsRefused() {
        assertThatThrownBy(() -> decode(encoded(2, 1, new byte[1]), 100))
                .hasMessageContaining("codec 2");
    }

    private static byte[] encoded(int codec, int length, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) codec)
                .putInt(length)
                .put(body)
                .array();
    }

    private static byte[] decode(byte[] encoded, int limit) {
        try (var bench = Workbench.take()) {
            return Codec.decode(bench, encoded, encoded.length, limit);
        }
    }
}
