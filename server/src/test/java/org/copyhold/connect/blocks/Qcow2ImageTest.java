package org.copyhold.connect.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * Images that qemu-img 7.2 made: one volume in several forms, and some that cannot be read here.
 */
class Qcow2ImageTest {
    private static final int SIZE = (3 << 20) + 512;
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;

    @TempDir Path folder;

    private Path image(String name) throws IOException {
        var file = folder.resolve(name + ".qcow2");
        try (var in =
                new GZIPInputStream(
                        requireNonNull(
                                Qcow2ImageTest.class.getResourceAsStream(name + ".qcow2.gz")))) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private byte[] bytes(Path image) {
        var entry =
                Recording.of(new VolumeReading(new Resource(Disk.ARN, image), (_, _) -> {}))
                        .entries()
                        .getFirst();
        var bytes = new byte[(int) entry.size()];
        for (var piece : entry.pieces()) {
            System.arraycopy(piece.bytes(), 0, bytes, (int) piece.at(), piece.bytes().length);
        }
        return bytes;
    }

    /** What the volume was made of. */
    private static byte[] volume() {
        var bytes = new byte[SIZE];
        fill(bytes, 0, 10_000, 1);
        fill(bytes, (1 << 20) - 100, 5_000, 2);
        var text = "the same words again and again. ".repeat(2000).getBytes(UTF_8);
        System.arraycopy(text, 0, bytes, 2 << 20, text.length);
        fill(bytes, SIZE - 300, 300, 3);
        return bytes;
    }

    private static void fill(byte[] bytes, int at, int count, int seed) {
        var x = seed;
        for (var i = 0; i < count; i++) {
            x = (x * 1103515245 + 12345) & 0x7fffffff;
            bytes[at + i] = (byte) (x >> 16);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v3", "compressed"})
    void theVolumeIsReadFromEachForm(String name) throws IOException {
        assertThat(Arrays.mismatch(bytes(image(name)), volume())).isEqualTo(-1);
    }

    @Test
    void theNewestStateIsReadAndNotASnapshots() throws Exception {
        var sha = MessageDigest.getInstance("SHA-256").digest(bytes(image("worked")));

        assertThat(HexFormat.of().formatHex(sha))
                .isEqualTo("ad44e385f22a70dff818a1de32309bfe5e39d8509f59407be063d620084c77bf");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    backing,  has a backing file
                    luks,     is encrypted
                    zstd,     is compressed otherwise than with zlib
                    extended, has features that are not known here
                    external, keeps its data in another file
                    """)
    void whatCannotBeReadIsSaid(String name, String what) throws IOException {
        assertRefused(image(name), what);
    }

    private static void assertRefused(Path image, String what) {
        assertThatThrownBy(() -> new VolumeReading(new Resource(Disk.ARN, image), (_, _) -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(
                        what + ". Make an image that stands alone: qemu-img convert -O raw.");
    }

    @Test
    void aFileThatOnlyHasTheNameIsRefused() throws IOException {
        assertRefused(Files.write(folder.resolve("a.qcow2"), new byte[4096]), "is no qcow2 image");
        assertRefused(Files.write(folder.resolve("b.qcow2"), new byte[] {1}), "is no qcow2 image");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    20, 63,          has clusters of 2^63 bytes
                    36, 2147483647,  has a first table of 2147483647 entries
                    36, 0,           has a first table of 0 entries
                    44, 4097,        has its first table at 4097
                    44, 1073741824,  'ends within a table, at byte 1073741824'
                    24, 2147483647,  has a first table of
                    """)
    void aForgedHeaderIsRefusedBeforeMemoryIsTakenForIt(int at, int value, String what)
            throws IOException {
        var image = image("v3");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(at);
            file.writeInt(value);
        }

        assertThatThrownBy(() -> new VolumeReading(new Resource(Disk.ARN, image), (_, _) -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(what);
    }

    @Test
    void aDamagedTableEndsTheReading() throws IOException {
        var image = image("v3");
        var bytes = Files.readAllBytes(image);
        var first = (int) ByteBuffer.wrap(bytes).getLong(40);
        ByteBuffer.wrap(bytes).putLong(first, 1L << 40);
        Files.write(image, bytes);

        assertThatThrownBy(() -> bytes(image))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("ends within a table")
                .hasMessageEndingWith("Look at it with qemu-img check, then start the job again.");
    }

    @Test
    void anImageThatWasCutOffEndsTheReading() throws IOException {
        var image = image("v3");
        var bytes = ByteBuffer.wrap(Files.readAllBytes(image));
        var table = (int) (bytes.getLong((int) bytes.getLong(40)) & OFFSET);
        var last = 0L;
        for (var at = table; at < table + (SIZE >> 16) * Long.BYTES; at += Long.BYTES) {
            last = Math.max(last, bytes.getLong(at) & OFFSET);
        }
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(last);
        }

        assertThatThrownBy(() -> bytes(image))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("has a cluster at byte " + last + ", behind its end")
                .hasMessageEndingWith("Look at it with qemu-img check, then start the job again.");
    }

    @Test
    void aCompressedClusterThatIsDamagedEndsTheReading() throws IOException {
        var image = image("compressed");
        var bytes = Files.readAllBytes(image);
        Arrays.fill(bytes, 20_000, bytes.length, (byte) 0xff);
        Files.write(image, bytes);

        assertThatThrownBy(() -> bytes(image)).isInstanceOf(ConnectorException.class);
    }
}
