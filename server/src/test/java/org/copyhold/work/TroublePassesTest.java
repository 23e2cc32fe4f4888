package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.vault.Vault;
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
import java.util.concurrent.ConcurrentHashMap;

/** Jobs that have to wait: for a store out of reach, or for another job of their resource. */
final class TroublePassesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final Map<String, TroubledBlobs> blobs = new ConcurrentHashMap<>();
    private final HeldConnector connector = new HeldConnector(new FilesConnector());
    private Database database;
    private JobHouse house;
    private Vault away;

    @BeforeEach
    void open() throws IOException {
        var share = Files.createDirectory(folder.resolve("share"));
        for (int i = 0; i < 10; i++) {
            Files.writeString(share.resolve("file-" + i), "content " + i);
        }
        database = TestDatabases.sqlite(folder);
        house =
                new JobHouse(
                                folder,
                                database,
                                at ->
                                        blobs.computeIfAbsent(
                                                at, a -> new TroubledBlobs(new MemoryBlobs(a))),
                                connector)
                        .started();
        house.share(share);
        house.vault(JobHouse.EAST, "home");
        away = house.vault(JobHouse.WEST, "away");
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    void aCopyIntoAStoreOutOfReachWaitsInCreatedAndGoesOnWhenItIsBack() {
        var point = house.point(completed(house.backUp("home")));
        at("file:/west/").isAway = true;
        var job = house.copy(point, away.arn(), null);

        var waiting =
                (CopyState.Created)
                        await().atMost(SOON).until(() -> state(job), TroublePassesTest::hasBegun);
        assertThat(waiting.beganAt()).isNotNull();
        awaitLater();

        at("file:/west/").isAway = false;
        advance(Duration.ofMinutes(1));
        assertThat(state(job)).isInstanceOf(CopyState.Completed.class);
    }

    @Test
    void aStoreThatStaysOutOfReachFailsTheCopyAfterTwoHours() {
        var point = house.point(completed(house.backUp("home")));
        at("file:/west/").isAway = true;
        var job = house.copy(point, away.arn(), null);
        awaitLater();

        int tens = 0;
        while (state(job) instanceof CopyState.Created && tens < 20) {
            advance(Duration.ofMinutes(10));
            tens++;
        }

        assertThat(tens).isBetween(12, 14);
        assertThat(state(job)).isInstanceOf(CopyState.Failed.class);
        assertThat(((CopyState.Failed) state(job)).why().message())
                .contains("cannot be reached", "Look at its network.");
    }

    @Test
    void aBackupThatMeetsTroubleOutlivesItsStartWindow() {
        completed(house.backUp("home"));
        at("file:/east/").isAway = true;
        var job = house.backUp("home");
        await().atMost(SOON)
                .until(
                        () -> state(job),
                        state -> state instanceof BackupState.Created s && s.beganAt() != null);
        awaitLater();

        at("file:/east/").isAway = false;
        advance(Duration.ofHours(9));

        assertThat(state(job)).isInstanceOf(BackupState.Completed.class);
    }

    @Test
    void aSecondBackupOfAResourceWaitsForTheFirst() throws Exception {
        connector.hold();
        var first = house.backUp("home");
        connector.awaitHeld();
        var second = house.backUp("home");

        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> state(second) instanceof BackupState.Created);
        connector.release();

        completed(first);
        completed(second);
    }

    @Test
    void aBackupWhoseResourceStaysBusyExpires() throws Exception {
        connector.hold();
        var first = house.backUp("home");
        connector.awaitHeld();
        var second = house.backUp("home");

        advance(Duration.ofHours(9));

        assertThat(state(second)).isInstanceOf(BackupState.Expired.class);
        connector.release();
        completed(first);
    }

    @Test
    void aBackupThatWaitsIsStoppedAtOnceAndLeavesTheQueue() throws Exception {
        connector.hold();
        var first = house.backUp("home");
        connector.awaitHeld();
        var second = house.backUp("home");

        house.backups.stop(second);

        assertThat(state(second)).isInstanceOf(BackupState.Aborted.class);
        await().atMost(SOON).until(() -> queued() == 1);
        connector.release();
        completed(first);
    }

    /** Returns when a job is to be tried again at some time. */
    private void awaitLater() {
        await().atMost(SOON)
                .until(
                        () ->
                                database.read(
                                        handle ->
                                                handle.createQuery(
                                                                "select count(*) from"
                                                                        + " scheduled_tasks where"
                                                                        + " waits_for = 'later'")
                                                        .mapTo(Integer.class)
                                                        .one()),
                        jobs -> jobs == 1);
    }

    private void advance(Duration by) {
        var since = house.clock.instant();
        house.clock.advance(by);
        house.workers.runDue(since);
    }

    private BackupJob completed(BackupJob job) {
        assertThat(house.ended(job)).isInstanceOf(BackupState.Completed.class);
        return job;
    }

    private CopyState state(CopyJob job) {
        return house.copies.find(job.id()).orElseThrow().state();
    }

    private BackupState state(BackupJob job) {
        return house.backups.find(job.id()).orElseThrow().state();
    }

    private static boolean hasBegun(CopyState state) {
        return state instanceof CopyState.Created s && s.beganAt() != null;
    }

    private long queued() {
        return database.read(
                handle ->
                        handle.createQuery("select count(*) from scheduled_tasks")
                                .mapTo(Long.class)
                                .one());
    }

    private TroubledBlobs at(String root) {
        var at = root + JobHouse.ACCOUNT + "/main";
        house.stores.at(at);
        return blobs.computeIfAbsent(at, a -> new TroubledBlobs(new MemoryBlobs(a)));
    }
}
