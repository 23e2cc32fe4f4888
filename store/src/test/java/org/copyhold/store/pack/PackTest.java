package org.copyhold.store.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.chunk.Sha256;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.FrameType;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;

class PackTest {
    private final MemoryBlobs blobs = new MemoryBlobs("the test's store");
    private final PackReader reader = new PackReader(blobs);
    private final Random random = new Random(1);

    @Test
    void aPackHasTheseBytesAndThisName() throws IOException {
        var golden = golden();
        var pack = new PackBuilder(blobs);
        for (var chunk : golden.get("chunks")) {
            add(pack, HexFormat.of().parseHex(chunk.get("frame").asText()), FrameType.CHUNK);
        }
        for (var page : golden.get("pages")) {
            add(pack, HexFormat.of().parseHex(page.get("frame").asText()), FrameType.PAGE);
        }
        var footer = pack.seal();
        pack.publish();
        var wanted = golden.get("pack");
        assertThat(footer.encode())
                .asHexString()
                .isEqualToIgnoringCase(wanted.get("footer").asText());
        assertThat(footer.packName()).isEqualTo(wanted.get("name").asText());
        var bytes = blobs.get(Pack.blob(footer.packName()));
        assertThat(HexFormat.of().formatHex(Sha256.hash(bytes)))
                .isEqualTo(wanted.get("sha256").asText());
        assertThat(footer.packBytes()).isEqualTo(bytes.length);
    }

    @Test
    void everyFrameIsFoundAgain() {
        var frames = frames(20);
        var footer = publish(frames);
        assertThat(Footer.read(blobs, footer.packName())).isEqualTo(footer);
        assertThat(footer.entries()).hasSize(20);
        for (int i = 0; i < 20; i++) {
            var entry = footer.entries().get(i);
            assertThat(reader.frame(footer.packName(), entry.offset(), entry.length(), entry.sid()))
                    .isEqualTo(frames.get(i));
        }
    }

    @Test
    void aSoundPackHasNoDamagedFrames() {
        var footer = publish(frames(50));
        assertThat(damaged(footer.packName())).isEmpty();
    }

    @Test
    void everyFlippedBitOfAPackIsFoundAndItsFrameNamed() {
        var footer = publish(frames(3));
        var name = Pack.blob(footer.packName());
        var sound = blobs.get(name);
        for (int bit = 0; bit < sound.length * 8; bit++) {
            var flipped = sound.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            blobs.replace(name, flipped);
            int at = bit / 8;
            var hit =
                    footer.entries().stream()
                            .filter(entry -> entry.offset() <= at && at < entry.end())
                            .toList();
            if (hit.isEmpty()) {
                assertThatThrownBy(() -> damaged(footer.packName()))
                        .isInstanceOf(StoreException.Corrupt.class)
                        .hasMessageContaining("ack");
            } else {
                assertThat(damaged(footer.packName())).isEqualTo(hit);
            }
        }
    }

    @Test
    void aPackThatLostItsEndOrGrewIsDamaged() {
        var footer = publish(frames(3));
        var name = Pack.blob(footer.packName());
        var sound = blobs.get(name);
        for (int length : new int[] {0, 7, 19, 20, 100, sound.length - 1, sound.length + 1}) {
            blobs.replace(name, java.util.Arrays.copyOf(sound, length));
            assertThatThrownBy(() -> damaged(footer.packName()))
                    .isInstanceOf(StoreException.Corrupt.class);
        }
    }

    @Test
    void aPackUnderAnothersNameIsDamaged() {
        var one = publish(frames(2));
        var other = publish(frames(2));
        blobs.replace(Pack.blob(one.packName()), blobs.get(Pack.blob(other.packName())));
        assertThatThrownBy(() -> damaged(one.packName()))
                .hasMessageContaining("not what the name says");
    }

    @Test
    void aDamagedFrameIsNamedWhenItIsRead() {
        var footer = publish(frames(2));
        var entry = footer.entries().get(1);
        var name = footer.packName();
        assertThatThrownBy(
                        () -> reader.frame(name, entry.offset() - 1, entry.length(), entry.sid()))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(entry.sid().hex())
                .hasMessageContaining(name);
        assertThatThrownBy(
                        () ->
                                reader.frame(
                                        name, footer.packBytes() - 50, entry.length(), entry.sid()))
                .hasMessageContaining("early");
        assertThatThrownBy(() -> reader.frame(name, 8, Frame.MAX_BYTES + 1, entry.sid()))
                .hasMessageContaining("cannot have");
        assertThatThrownBy(() -> reader.frame("0".repeat(64), 8, 100, entry.sid()))
                .isInstanceOf(StoreException.Missing.class);
    }

    @Test
    void aPackIsFullAtItsTargetSize() {
        var pack = new PackBuilder(blobs);
        assertThat(pack.fits(Frame.MAX_BYTES)).isTrue();
        var frame = new byte[Frame.MAX_BYTES];
        int count = 0;
        while (pack.fits(frame.length)) {
            ByteBuffer.wrap(frame).putInt(count++);
            add(pack, frame, FrameType.CHUNK);
        }
        assertThat(count).isEqualTo(7);
        assertThatThrownBy(() -> add(pack, frame, FrameType.CHUNK)).hasMessageContaining("full");
        var footer = pack.seal();
        assertThat(pack.seal()).isSameAs(footer);
        assertThatThrownBy(() -> add(pack, new byte[100], FrameType.CHUNK))
                .hasMessageContaining("footer");
        assertThat(pack.length())
                .isEqualTo(footer.packBytes())
                .isLessThanOrEqualTo(Pack.TARGET_BYTES);
        pack.close();
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void forgedFootersAreRefusedBeforeAnythingIsAllocated() {
        var sound = publish(frames(3)).encode();
        for (int count : new int[] {0, 2, 4, 65_537, Integer.MAX_VALUE, -1}) {
            var forged = sound.clone();
            ByteBuffer.wrap(forged).putInt(forged.length - 12, count);
            assertThatThrownBy(() -> Footer.parse(forged))
                    .isInstanceOf(StoreException.Corrupt.class);
        }
        for (int at : new int[] {32, 36, 40, 32 + 41}) {
            var forged = sound.clone();
            forged[at] ^= 0x40;
            assertThatThrownBy(() -> Footer.parse(forged))
                    .isInstanceOf(StoreException.Corrupt.class);
        }
        assertThatThrownBy(() -> Footer.parse(new byte[3]))
                .isInstanceOf(StoreException.Corrupt.class);
        assertThat(Footer.parse(sound).encode()).isEqualTo(sound);
    }

    @Test
    void aPackWithoutFramesCannotBe() {
        assertThatThrownBy(() -> new PackBuilder(blobs).seal())
                .hasMessageContaining("1 to 65536 frames, not 0");
    }

    private List<byte[]> frames(int count) {
        var frames = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            var frame = new byte[65 + random.nextInt(300)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        return frames;
    }

    private Footer publish(List<byte[]> frames) {
        try (var pack = new PackBuilder(blobs)) {
            for (var frame : frames) {
                add(pack, frame, FrameType.CHUNK);
            }
            assertThat(pack.frames()).isEqualTo(frames.size());
            var footer = pack.seal();
            pack.publish();
            return footer;
        }
    }

    private static void add(PackBuilder pack, byte[] frame, FrameType type) {
        pack.add(Sid.hashOf(frame), type, frame, 0, frame.length);
    }

    private List<PackEntry> damaged(String packName) {
        var damaged = new ArrayList<PackEntry>();
        reader.verify(packName, damaged::add);
        return damaged;
    }

    private static JsonNode golden() throws IOException {
        try (var in =
                Objects.requireNonNull(PackTest.class.getResourceAsStream("/golden/seal.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }
}
