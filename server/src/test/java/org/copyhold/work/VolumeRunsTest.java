package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Issues;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** Volumes that workers back up, copy and restore, on real stores and a real database. */
final class VolumeRunsTest {
    private static final long BLOCK = 512 << 10;
    private static final long SIZE = 100 * BLOCK + 512;
    private static final Arn VOLUME =
            Arn.of("ec2", "us-east-1", JobHouse.ACCOUNT, "volume/vol-0123456789abcdef0");

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;
    private Vault away;
    private Path image;
    private @Nullable BackupJob last;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        house = site.settle();
        away = house.vault(JobHouse.WEST, "away");
        image = folder.resolve("disk.img");
        write(0, JobSite.random(3_000_000));
        write(50 * BLOCK + 10, JobSite.random(700_000));
        write(SIZE - 1, new byte[] {1});
        house.resources.add(new DeclaredResource(VOLUME, image));
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    private void write(long at, byte[] bytes) throws IOException {
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(at);
            file.write(bytes);
        }
    }

    private BackupState.Completed backedUp() {
        last = house.backups.accept(JobHouse.backupOf(VOLUME, "home"));
        return (BackupState.Completed) house.ended(last);
    }

    private RecoveryPoint newest() {
        return house.points.findById(requireNonNull(last).pointId()).orElseThrow();
    }

    private Path restored(RecoveryPoint point, String zone) {
        var state =
                (RestoreState.Completed)
                        house.ended(house.restore(point, Map.of("availabilityZone", zone)));
        return house.resources.find(state.created()).orElseThrow().path().orElseThrow();
    }

    @Test
    void aVolumeComesBackFromACopyInAnotherRegion() throws IOException {
        var state = backedUp();

        assertThat(state.issues()).isEqualTo(Issues.NONE);
        var point = newest();
        assertThat(point.arn().toString())
                .matches("arn:aws:ec2:us-east-1::snapshot/snap-[0-9a-f]{17}");
        assertThat(point.sizeBytes()).isEqualTo(SIZE);
        assertThat(point.metadata())
                .containsEntry("volumeSize", "1")
                .containsEntry("availabilityZone", "us-east-1a");
        var copy = house.copy(point, away.arn(), null);
        assertThat(house.ended(copy)).isInstanceOf(CopyState.Completed.class);
        var copied = house.points.findById(copy.copyId()).orElseThrow();
        assertThat(copied.arn().toString())
                .matches("arn:aws:ec2:eu-west-1::snapshot/snap-[0-9a-f]{17}");
        assertThat(Files.mismatch(image, restored(copied, "eu-west-1a"))).isEqualTo(-1);
        assertThat(Files.mismatch(image, restored(point, "us-east-1c"))).isEqualTo(-1);
    }

    @Test
    void onlyBlocksThatChangedAreStoredAgain() throws IOException {
        assertThat(backedUp().progress().storedBytes()).isGreaterThan(3_700_000);
        write(51 * BLOCK, new byte[] {1, 2, 3});

        var again = backedUp();

        assertThat(again.progress().storedBytes()).isBetween(1L, BLOCK + 20_000);
        assertThat(Files.mismatch(image, restored(newest(), "us-east-1a"))).isEqualTo(-1);
    }

    @Test
    void anImageThatWasLeftAloneIsNotReadAgain() {
        backedUp();
        await().until(() -> backedUp().progress().movedBytes() == 0);

        assertThat(newest().sizeBytes()).isEqualTo(SIZE);
    }

    @Test
    void anImageThatIsGoneFailsItsBackup() throws IOException {
        Files.delete(image);

        var job = house.backups.accept(JobHouse.backupOf(VOLUME, "home"));

        var state = (BackupState.Failed) house.ended(job);
        assertThat(state.why().message())
                .startsWith("Backup job failed. Volume vol-0123456789abcdef0 at " + image)
                .endsWith("or remove the resource with `copyhold resource remove`.");
        assertThat(house.points.findById(job.pointId())).isEmpty();
    }

    @Test
    void aRestoreThatEndsInTheMidstOfAVolumeSaysSo() throws IOException {
        var known = folder.resolve("known.img");
        try (var file = new RandomAccessFile(known.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        var id = "vol-0fedcba9876543210";
        house.resources.add(
                new DeclaredResource(
                        Arn.of("ec2", "us-east-1", JobHouse.ACCOUNT, "volume/" + id), known));
        backedUp();
        var blobs = site.blobsOf(CopyScene.EAST);
        var pack =
                blobs.list("packs/").stream()
                        .max(Comparator.comparingLong(blobs::size))
                        .orElseThrow();
        blobs.flip(pack, (int) blobs.size(pack) / 2);

        var job = house.restore(newest(), Map.of("copyhold:intoVolume", id));

        var failed = (RestoreState.Failed) house.ended(job);
        assertThat(failed.why().message())
                .contains(pack.substring(pack.lastIndexOf('/') + 1))
                .endsWith(
                        "Restoring into volume %s at %s had begun. It holds a part of the recovery point now."
                                .formatted(id, known));
    }

    @Test
    void aRestoreThatIsTooSmallFailsAndLeavesNothing() throws IOException {
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((1L << 30) + 1);
        }
        backedUp();

        var state =
                (RestoreState.Failed)
                        house.ended(
                                house.restore(
                                        newest(),
                                        Map.of(
                                                "availabilityZone", "us-east-1a",
                                                "volumeSize", "1")));

        assertThat(state.why().message()).contains("volumeSize 1 is too small");
        assertThat(folder.resolve("restored")).isEmptyDirectory();
    }
}
