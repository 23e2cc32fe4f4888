package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.QueuedJobs;
import org.copyhold.control.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Jobs that have to wait: for a store out of reach, or for another job of their resource. */
final class TroublePassesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;
    private Vault away;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        for (int i = 0; i < 10; i++) {
            Files.writeString(site.share.resolve("file-" + i), "content " + i);
        }
        house = site.settle();
        away = house.vault(JobHouse.WEST, "away");
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    @Test
    void aCopyIntoAStoreOutOfReachWaitsInCreatedAndGoesOnWhenItIsBack() {
        var point = house.completed(house.backUp("home"));
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
        var point = house.completed(house.backUp("home"));
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
        house.completed(house.backUp("home"));
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
        site.connector.hold();
        var first = house.backUp("home");
        site.connector.awaitHeld();
        var second = house.backUp("home");

        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> state(second) instanceof BackupState.Created);
        site.connector.release();

        house.completed(first);
        house.completed(second);
    }

    @Test
    void aBackupWhoseResourceStaysBusyExpires() throws Exception {
        site.connector.hold();
        var first = house.backUp("home");
        site.connector.awaitHeld();
        var second = house.backUp("home");

        advance(Duration.ofHours(9));

        assertThat(state(second)).isInstanceOf(BackupState.Expired.class);
        site.connector.release();
        house.completed(first);
    }

    @Test
    void aBackupThatWaitsIsStoppedAtOnceAndLeavesTheQueue() throws Exception {
        site.connector.hold();
        var first = house.backUp("home");
        site.connector.awaitHeld();
        var second = house.backUp("home");

        house.backups.stop(second);

        assertThat(state(second)).isInstanceOf(BackupState.Aborted.class);
        await().atMost(SOON).until(() -> new QueuedJobs(site.database).count() == 1);
        site.connector.release();
        house.completed(first);
    }

    /** Returns when a job is to be tried again at some time. */
    private void awaitLater() {
        await().atMost(SOON)
                .until(
                        () ->
                                site.database.read(
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

    private CopyState state(CopyJob job) {
        return house.copies.find(job.id()).orElseThrow().state();
    }

    private BackupState state(BackupJob job) {
        return house.backups.find(job.id()).orElseThrow().state();
    }

    private static boolean hasBegun(CopyState state) {
        return state instanceof CopyState.Created s && s.beganAt() != null;
    }

    private TroubledBlobs at(String root) {
        var at = root + JobHouse.ACCOUNT + "/main";
        house.stores.at(at);
        return site.blobsOf(at);
    }
}
