package org.copyhold.connect.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class VolumeReadingTest {
    private static final long BLOCK = Disk.BLOCK;

    @TempDir Path folder;

    private final List<String> problems = new ArrayList<>();

    private Recording.Entry read(Resource resource) {
        var entries =
                Recording.of(new VolumeReading(resource, (path, what) -> problems.add(what)))
                        .entries();
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static void assertFails(Resource resource, String message) {
        assertThatThrownBy(() -> new VolumeReading(resource, (_, _) -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageStartingWith("Volume " + Disk.ID + " at " + resource.path() + " ")
                .hasMessageContaining(message);
    }

    @Test
    void blocksThatHaveDataAreReadWhole() {
        var disk =
                Disk.of(folder.resolve("disk"), 20 * BLOCK)
                        .write(3 * BLOCK + 7, new byte[] {1})
                        .write(8 * BLOCK - 1, new byte[] {1, 1});

        var entry = read(disk.resource());

        assertThat(entry.size()).isEqualTo(20 * BLOCK);
        assertThat(entry.pieces())
                .extracting(Restoring.Piece::at)
                .containsExactly(3 * BLOCK, 7 * BLOCK);
        assertThat(entry.pieces())
                .extracting(it -> (long) it.bytes().length)
                .containsExactly(BLOCK, 2 * BLOCK);
        assertThat(problems).isEmpty();
    }

    @Test
    void zerosThatWereWrittenAreHoles() {
        var disk =
                Disk.of(folder.resolve("disk"), 10 * BLOCK)
                        .write(0, new byte[10 * Disk.BLOCK])
                        .write(4 * BLOCK, new byte[] {1});

        assertThat(read(disk.resource()).pieces())
                .singleElement()
                .extracting(Restoring.Piece::at)
                .isEqualTo(4 * BLOCK);
    }

    @Test
    void aVolumeOfHolesOnlyHasNoBytesToRead() {
        assertThat(read(Disk.of(folder.resolve("disk"), 1L << 42).resource()).pieces()).isEmpty();
    }

    @Test
    void aLastBlockMayBeShort() {
        var disk = Disk.of(folder.resolve("disk"), BLOCK + 3).write(BLOCK + 2, new byte[] {5});

        var piece = read(disk.resource()).pieces().getFirst();

        assertThat(piece.at()).isEqualTo(BLOCK);
        assertThat(piece.bytes()).containsExactly(0, 0, 5);
    }

    @Test
    void anImageThatShrinksWhileItIsReadFails() {
        var disk = Disk.of(folder.resolve("disk"), 8 * BLOCK).write(0, new byte[] {1});
        disk.write(0, Disk.random(1, 8 * Disk.BLOCK));
        var buffer = new byte[Disk.BLOCK];
        try (var reading = new VolumeReading(disk.resource(), (_, _) -> {});
                var content =
                        Objects.requireNonNull(Objects.requireNonNull(reading.next()).open())) {
            assertThat(content.read(0, buffer, 0, buffer.length)).isEqualTo(buffer.length);
            disk.resize(3 * BLOCK);

            assertThatThrownBy(() -> content.read(4 * BLOCK, buffer, 0, buffer.length))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining(disk.path().toString())
                    .hasMessageEndingWith(
                            "became shorter while it was read. Start the job again when nothing"
                                    + " resizes it.");
        }
    }

    @Test
    void anImageThatShrinksWithinAHoleFails() {
        var disk = Disk.of(folder.resolve("disk"), 8 * BLOCK).write(0, new byte[] {1});
        disk.write(6 * BLOCK, new byte[] {1});
        try (var reading = new VolumeReading(disk.resource(), (_, _) -> {});
                var content =
                        Objects.requireNonNull(Objects.requireNonNull(reading.next()).open())) {
            assertThat(content.nextData(0)).isZero();
            disk.resize(3 * BLOCK);

            assertThatThrownBy(() -> content.nextData(BLOCK))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("became shorter while it was read");
        }
    }

    @Test
    void whatBecomesAHoleWhileItIsReadIsZeros() {
        var disk = Disk.of(folder.resolve("disk"), BLOCK).write(0, new byte[] {1});
        try (var volume = new Volume(disk.resource());
                var content = new VolumeContent(volume, new Punched(), (_, _) -> {})) {
            assertThat(content.nextData(0)).isZero();
            assertThat(content.nextData(BLOCK)).isEqualTo(-1);
        }
    }

    /** Two blocks, of which the second is a hole right after it was said to be data. */
    private static final class Punched implements Image {
        @Override
        public long size() {
            return 2 * BLOCK;
        }

        @Override
        public long nextData(long from) {
            return from;
        }

        @Override
        public long dataEnd(long data) {
            return BLOCK;
        }

        @Override
        public long read(long at, MemorySegment into, long length) {
            into.asSlice(0, length).fill((byte) (at < BLOCK ? 1 : 0));
            return length;
        }
    }

    @Test
    void anImageThatIsReplacedWhileItIsReadFails() throws IOException {
        var disk = Disk.of(folder.resolve("disk"), BLOCK).write(0, new byte[] {1});
        try (var reading = new VolumeReading(disk.resource(), (_, _) -> {})) {
            assertThat(reading.next()).isNotNull();
            Files.move(disk.path(), folder.resolve("moved"));
            var _ = Disk.of(disk.path(), BLOCK);

            assertThatThrownBy(reading::next)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("was removed or replaced while it was read");
        }
    }

    @Test
    void whatIsNoVolumeIsRefused() throws IOException {
        var empty = Files.createFile(folder.resolve("empty"));

        assertFails(new Resource(Disk.ARN, folder), "is a folder. Declare a block device");
        assertFails(new Resource(Disk.ARN, empty), "has no bytes.");
        assertFails(new Resource(Disk.ARN, Path.of("/dev/null")), "is a character device.");
        assertFails(new Resource(Disk.ARN, folder.resolve("gone")), "no such file");
    }

    @Test
    void whatAnotherVersionRecordedIsReadAgain() {
        var disk = Disk.of(folder.resolve("disk"), BLOCK);
        try (var reading = new VolumeReading(disk.resource(), (_, _) -> {})) {
            var item = Objects.requireNonNull(reading.next());

            assertThat(item.unchangedSince(new byte[] {9}, java.time.Instant.MAX)).isFalse();
        }
    }
}
