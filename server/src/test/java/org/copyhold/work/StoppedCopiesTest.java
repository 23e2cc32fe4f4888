package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.QueuedJobs;
import org.copyhold.kit.BackupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Copies that users stop, while workers are at them on real stores and a real database. */
final class StoppedCopiesTest {
    @TempDir Path folder;

    private CopyScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new CopyScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aCopyStoppedWhileItRunsLeavesNothingAndItsVaultCanGo() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, scene.away);

        scene.house.copies.stop(scene.house.copies.find(job.id()).orElseThrow());

        assertThat(scene.failed(job).why().message()).isEqualTo("Copy job was stopped by user.");
        west.release();
        await().until(() -> scene.house.vaults.written(job.id()).isEmpty());
        assertThat(west.list("packs/")).isEmpty();
        assertThat(west.list("points/")).isEmpty();
        assertThat(scene.house.points.findById(job.copyId())).isEmpty();
        assertThat(new QueuedJobs(scene.site.database).count()).isZero();
        scene.completed(scene.copy());
    }

    @Test
    void aCopyStoppedBeforeItBeganNeverTouchesItsDestination() {
        scene.house.close();
        var job = scene.copy();
        scene.house.copies.stop(job);
        scene.restart();

        await().until(() -> new QueuedJobs(scene.site.database).count() == 0);
        assertThat(scene.failed(job).progress()).isEqualTo(Progress.NONE);
        assertThat(scene.house.stores.has(CopyScene.WEST)).isFalse();
    }

    @Test
    void aStopAndAnEndAtOnceHaveOneOutcome() {
        for (int i = 0; i < 20; i++) {
            var job = scene.copy();
            var stopped = stopOnceBegun(job, Duration.ofMillis(10L * i));

            var state = scene.house.ended(job);

            assertThat(state instanceof CopyState.Failed).isEqualTo(stopped);
            assertThat(scene.house.points.findById(job.copyId()).isPresent()).isEqualTo(!stopped);
        }
    }

    private boolean stopOnceBegun(CopyJob job, Duration later) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () ->
                                !(scene.house.copies.find(job.id()).orElseThrow().state()
                                        instanceof CopyState.Created));
        LockSupport.parkNanos(later.toNanos());
        try {
            scene.house.copies.stop(scene.house.copies.find(job.id()).orElseThrow());
            return true;
        } catch (BackupException ended) {
            return false;
        }
    }
}
