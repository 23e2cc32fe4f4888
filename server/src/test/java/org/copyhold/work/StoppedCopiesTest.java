package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.QueuedJobs;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.BackupException;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.blob.MemoryBlobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Copies that users stop, while workers are at them on real stores and a real database. */
final class StoppedCopiesTest {
    private static final String WEST = "file:/west/" + JobHouse.ACCOUNT + "/main";

    @TempDir Path folder;

    private final Map<String, TroubledBlobs> blobs = new ConcurrentHashMap<>();
    private Database database;
    private JobHouse house;
    private Vault away;
    private RecoveryPoint point;

    @BeforeEach
    void open() throws IOException {
        var share = Files.createDirectory(folder.resolve("share"));
        var bytes = new byte[5_000_000];
        new Random(7).nextBytes(bytes);
        Files.write(share.resolve("a.bin"), bytes);
        database = TestDatabases.sqlite(folder);
        house = newHouse().started();
        house.share(share);
        house.vault(JobHouse.EAST, "home");
        away = house.vault(JobHouse.WEST, "away");
        var job = house.backUp("home");
        assertThat(house.ended(job)).isInstanceOf(BackupState.Completed.class);
        point = house.point(job);
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    void aCopyStoppedWhileItRunsLeavesNothingAndItsVaultCanGo() throws Exception {
        west().hold();
        var job = house.copy(point, away.arn(), null);
        west().awaitHeld();

        house.copies.stop(house.copies.find(job.id()).orElseThrow());

        assertThat(failed(job).why().message()).isEqualTo("Copy job was stopped by user.");
        west().release();
        await().until(() -> house.vaults.written(job.id()).isEmpty());
        assertThat(west().list("packs/")).isEmpty();
        assertThat(west().list("points/")).isEmpty();
        assertThat(house.points.findById(job.copyId())).isEmpty();
        assertThat(new QueuedJobs(database).count()).isZero();
        assertThat(house.ended(house.copy(point, away.arn(), null)))
                .isInstanceOf(CopyState.Completed.class);
    }

    @Test
    void aCopyStoppedBeforeItBeganNeverTouchesItsDestination() {
        house.close();
        var job = house.copy(point, away.arn(), null);
        house.copies.stop(job);
        house = newHouse().started();

        await().until(() -> new QueuedJobs(database).count() == 0);
        assertThat(failed(job).progress()).isEqualTo(Progress.NONE);
        assertThat(house.stores.has(WEST)).isFalse();
    }

    @Test
    void aStopAndAnEndAtOnceHaveOneOutcome() {
        for (int i = 0; i < 20; i++) {
            var job = house.copy(point, away.arn(), null);
            var stopped = stopOnceBegun(job, Duration.ofMillis(10L * i));

            var state = house.ended(job);

            assertThat(state instanceof CopyState.Failed).isEqualTo(stopped);
            assertThat(house.points.findById(job.copyId()).isPresent()).isEqualTo(!stopped);
        }
    }

    private boolean stopOnceBegun(CopyJob job, Duration later) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () ->
                                !(house.copies.find(job.id()).orElseThrow().state()
                                        instanceof CopyState.Created));
        LockSupport.parkNanos(later.toNanos());
        try {
            house.copies.stop(house.copies.find(job.id()).orElseThrow());
            return true;
        } catch (BackupException ended) {
            return false;
        }
    }

    private JobHouse newHouse() {
        return new JobHouse(
                folder,
                database,
                at -> blobs.computeIfAbsent(at, a -> new TroubledBlobs(new MemoryBlobs(a))),
                new FilesConnector());
    }

    private TroubledBlobs west() {
        house.stores.at(WEST);
        return Objects.requireNonNull(blobs.get(WEST));
    }

    private CopyState.Failed failed(CopyJob job) {
        assertThat(house.ended(job)).isInstanceOf(CopyState.Failed.class);
        return (CopyState.Failed) house.ended(job);
    }
}
