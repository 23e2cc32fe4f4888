package org.copyhold.connect.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class VolumeRestoringTest {
    private static final long BLOCK = Disk.BLOCK;

    @TempDir Path folder;

    private Disk source() {
        return Disk.of(folder.resolve("source"), 10 * BLOCK + 9)
                .write(0, Disk.random(1, 70_000))
                .write(4 * BLOCK, Disk.random(2, 2 * Disk.BLOCK));
    }

    private Resource restored(Disk from, Map<String, String> metadata) {
        var restoring =
                new BlocksConnector()
                        .restore(
                                from.order("job", metadata, folder.resolve("restored")),
                                (_, _) -> {});
        Recording.of(new VolumeReading(from.resource(), (_, _) -> {})).restore(restoring);
        return restoring.created();
    }

    private static Map<String, String> asNew(String key, String value) {
        return Map.of("availabilityZone", "us-east-1b", key, value);
    }

    @Test
    void aNewVolumeIsAsSparseAsItsContentAndItsOwnersAlone() throws Exception {
        var made = restored(source(), asNew("volumeType", "GP3"));

        assertThat(Disk.difference(folder.resolve("source"), made.path())).isEmpty();
        var stat = new Reads(new Scratch()).statRoot(RawPath.bytes(made.path()));
        assertThat(stat.blocks() * 512).isBetween(2 * BLOCK, 2 * BLOCK + 300_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.path())))
                .isEqualTo("rw-------");
        assertThat(made.arn().toString())
                .matches("arn:aws:ec2:us-east-1:123456789012:volume/vol-[0-9a-f]{17}");
    }

    @Test
    void aLargerVolumeIsMadeWhereOneIsAskedFor() throws IOException {
        var made = restored(source(), asNew("volumeSize", "2"));

        assertThat(Files.size(made.path())).isEqualTo(2L << 30);
    }

    @Test
    void theSizeThatIsShownIsTheSizeItHad() throws IOException {
        var made = restored(source(), asNew("volumeSize", "1"));

        assertThat(Files.size(made.path())).isEqualTo(10 * BLOCK + 9);
    }

    @Test
    void aSizeThatIsTooSmallIsRefused() {
        var disk = Disk.of(folder.resolve("large"), (3L << 30) + 1);

        assertThatThrownBy(() -> restored(disk, asNew("volumeSize", "3")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("volumeSize 3 is too small, the volume has 3221225473 bytes")
                .hasMessageEndingWith("Name a larger one, then start the job again.");
    }

    @Test
    void aVolumeThatIsNamedIsOverwritten() throws IOException {
        var from = source();
        var known = Disk.of(folder.resolve("known"), 12 * BLOCK);
        known.write(0, Disk.random(7, 12 * Disk.BLOCK));
        var recording = Recording.of(new VolumeReading(from.resource(), (_, _) -> {}));

        var restoring =
                new BlocksConnector()
                        .restore(
                                known.order("job", Map.of("copyhold:intoVolume", Disk.ID), folder),
                                (_, _) -> {});
        recording.restore(restoring);

        assertThat(restoring.isNew()).isFalse();
        assertThat(restoring.created()).isEqualTo(known.resource());
        assertThat(Files.size(known.path())).isEqualTo(12 * BLOCK);
        from.resize(12 * BLOCK);
        assertThat(Disk.difference(from.path(), known.path())).isEmpty();
    }

    @Test
    void intoOneVolumeOneJobRestoresAtATime() throws IOException {
        var known = Disk.of(folder.resolve("known"), 12 * BLOCK);
        var link = Files.createLink(folder.resolve("link"), known.path());
        var first = new KnownVolume(known.resource());

        assertThatThrownBy(() -> new KnownVolume(new Resource(Disk.ARN, link)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("another job restores into it");
        first.close();
        new KnownVolume(known.resource()).close();
    }

    @Test
    void anImageThatIsOverwrittenKeepsItsLengthAndNothingElse() throws Exception {
        var known = Disk.of(folder.resolve("known"), 12 * BLOCK);
        known.write(0, Disk.random(7, 12 * Disk.BLOCK));
        try (var target = new KnownVolume(known.resource())) {
            target.begin(BLOCK);

            assertThat(new Reads(new Scratch()).statRoot(RawPath.bytes(known.path())).size())
                    .isEqualTo(12 * BLOCK);
            target.finish();
        }
        assertThat(
                        Disk.difference(
                                Disk.of(folder.resolve("none"), 12 * BLOCK).path(), known.path()))
                .isEmpty();
    }

    @Test
    void aVolumeThatIsTooSmallStaysAsItWas() {
        var known = Disk.of(folder.resolve("known"), BLOCK).write(5, new byte[] {7});
        var before = Disk.of(folder.resolve("before"), BLOCK).write(5, new byte[] {7});
        var recording = Recording.of(new VolumeReading(source().resource(), (_, _) -> {}));
        var restoring =
                new BlocksConnector()
                        .restore(
                                known.order("job", Map.of("copyhold:intoVolume", Disk.ID), folder),
                                (_, _) -> {});

        assertThatThrownBy(() -> recording.restore(restoring))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("it has 524288 bytes, and 5242889 are needed")
                .hasMessageContaining("It is as it was.");
        assertThat(Disk.difference(before.path(), known.path())).isEmpty();
    }

    @Test
    void whatIsNeitherDeviceNorRawImageIsNotOverwritten() {
        var known = Disk.of(folder.resolve("known.qcow2"), BLOCK);

        assertThatThrownBy(
                        () ->
                                new BlocksConnector()
                                        .restore(
                                                known.order(
                                                        "job",
                                                        Map.of("copyhold:intoVolume", Disk.ID),
                                                        folder),
                                                (_, _) -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageEndingWith(
                        "it is neither a block device nor a raw image. Restore into a new volume.");
    }

    @Test
    void aPlaceThatIsFullIsNamedWithWhatToDo() {
        var disk = source();
        var order = EbsOrder.of(disk.order("job", asNew("iops", "3000"), folder));
        var recording = Recording.of(new VolumeReading(disk.resource(), (_, _) -> {}));

        assertThatThrownBy(() -> recording.restore(new VolumeRestoring(order, new Full())))
                .isInstanceOf(ConnectorException.class)
                .hasMessage(
                        "Restoring into there failed: no space left on the device (ENOSPC). It is"
                                + " gone. Make room there or raise the quota, then start the job"
                                + " again.");
    }

    @Test
    void aRecoveryPointWithoutAVolumeIsNoVolume() {
        var restoring =
                new BlocksConnector()
                        .restore(source().order("job", asNew("iops", "1"), folder), (_, _) -> {});

        assertThatThrownBy(restoring::finish)
                .isInstanceOf(ConnectorException.class)
                .hasMessageEndingWith("the recovery point has no volume.");
        restoring.close();
    }

    /** A place without room. */
    private static final class Full implements Target {
        @Override
        public String shown() {
            return "Restoring into there";
        }

        @Override
        public void begin(long bytes) {
            // there seems to be room
        }

        @Override
        public void write(long at, byte[] bytes) throws LinuxException {
            throw new LinuxException("pwrite", Errno.ENOSPC);
        }

        @Override
        public void finish() {
            throw new AssertionError("It was full");
        }

        @Override
        public void abandon() {
            throw new AssertionError("Nobody asked for that");
        }

        @Override
        public String left() {
            return "It is gone.";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
