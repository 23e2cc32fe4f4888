package org.copyhold.store.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.Seeds;
import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.ChunkKey;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

@SuppressWarnings("NullAway") // does not read from a class file that an array may be null
class MalformedPageTest {
    private static final PublicFace FACE =
            new PublicFace(0, List.of(new PublicFace.Child(new Sid(1, 2, 3, 4), 100)));

    @Test
    void aPublicFaceIsReadAsItWasWritten() {
        assertThat(PublicFace.parse(FACE.bytes())).isEqualTo(FACE);
    }

    @Test
    void aPublicFaceOfAnotherLengthIsRefused() {
        var bytes = FACE.bytes();
        for (int length = 0; length < bytes.length; length++) {
            var cut = java.util.Arrays.copyOf(bytes, length);
            refused(() -> PublicFace.parse(cut));
        }
        refused(() -> PublicFace.parse(java.util.Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void aNumberOfChildrenIsNotBelievedBeforeItIsCompared() {
        var bytes = FACE.bytes();
        bytes[2] = 0x7f;
        refused(() -> PublicFace.parse(bytes));
        bytes[2] = (byte) 0xff;
        refused(() -> PublicFace.parse(bytes));
    }

    @Test
    void heightsAndFramesOverTheirLimitsAreRefused() {
        var high = FACE.bytes();
        high[1] = 9;
        refused(() -> PublicFace.parse(high));
        var longFrame = FACE.bytes();
        longFrame[38] = 0x7f;
        refused(() -> PublicFace.parse(longFrame));
    }

    @Test
    void changedBytesOfALeafAreReadOrRefusedButNeverBreakTheReader() {
        var random = Seeds.random("MalformedPageTest");
        var sink = new ByteSink(16);
        for (var record : records()) {
            var one = new ByteSink(16);
            Records.write(record, one);
            sink.putVarint(one.length());
            sink.put(one);
        }
        for (int i = 0; i < 20_000; i++) {
            var bytes = sink.toArray();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            readOrRefuse(() -> Records.readLeaf(bytes));
            readOrRefuse(() -> Records.readUpper(bytes, 1 + random.nextInt(3)));
        }
    }

    private static List<LeafRecord> records() {
        var key = new byte[32];
        new Random(1).nextBytes(key);
        return List.of(
                new LeafRecord.Entry(new byte[] {'a'}, new byte[20], false, 5, new byte[5]),
                new LeafRecord.Entry(new byte[] {'b'}, new byte[0], true, 9, null),
                new LeafRecord.Chunk(1 << 30, 4 << 20, -1, ChunkKey.of(key)));
    }

    private static void refused(Runnable reading) {
        assertThatThrownBy(reading::run).isInstanceOf(StoreException.Corrupt.class);
    }

    private static void readOrRefuse(Runnable reading) {
        try {
            reading.run();
        } catch (StoreException.Corrupt expected) {
            assertThat(expected).hasMessageContaining("malformed");
        }
    }
}
