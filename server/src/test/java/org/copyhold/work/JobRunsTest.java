package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.files.TreeCompare;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Backups and restores run by workers, with a real connector, a real store and a real
 * site.database.
 */
final class JobRunsTest {
    private static final Page ALL = new Page(Page.MAX_SIZE, null);

    @TempDir Path folder;

    private JobSite site;
    private HeldConnector connector;
    private Path share;
    private JobHouse house;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        connector = site.connector;
        share = site.share;
        site.write("a.txt", utf8("hello"));
        site.write("b.bin", JobSite.random(3_000_000));
        Files.createDirectory(share.resolve("deep"));
        site.write("deep/c.txt", utf8("deep down"));
        Files.createSymbolicLink(share.resolve("link"), Path.of("a.txt"));
        house = site.settle();
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    @Test
    void aBackupMakesARecoveryPoint() {
        var tags = Tags.of(Map.of("team", "blue"));
        var lifecycle = new Lifecycle(OptionalInt.of(30), OptionalInt.of(120));
        var job = house.backups.accept(JobHouse.backup("home", lifecycle, tags));

        var state = (BackupState.Completed) house.ended(job);

        assertThat(state.issues()).isEqualTo(Issues.NONE);
        assertThat(state.progress().wantedBytes()).isEqualTo(3_000_000 + 5 + 9);
        var point = house.completed(job);
        assertThat(point.arn()).isEqualTo(job.point());
        assertThat(point.tags()).isEqualTo(tags);
        assertThat(point.lifecycle()).isEqualTo(lifecycle);
        assertThat(point.origin().resource()).isEqualTo(JobHouse.SHARE);
        assertThat(point.origin().sourceVault()).isNull();
        assertThat(point.dates().created()).isEqualTo(state.startedAt());
        assertThat(point.metadata()).containsEntry("file-system-id", "fs-0123456789abcdef0");
    }

    @Test
    void aSecondBackupOfAnUnchangedTreeOpensNoFile() {
        house.completed(house.backUp("home"));
        connector.opened.set(0);

        var second = house.completed(house.backUp("home"));

        assertThat(connector.opened).hasValue(0);
        assertThat(second.sizeBytes()).isEqualTo(3_000_014);
    }

    @Test
    void aRestoreMakesEverythingAgainAndDeclaresIt() {
        var point = house.completed(house.backUp("home"));

        var job = house.restore(point, Map.of("newFileSystem", "true"));

        var state = (RestoreState.Completed) house.ended(job);
        var restored = house.resources.find(state.created()).orElseThrow();
        assertThat(TreeCompare.compare(share, restored.path().orElseThrow())).isEmpty();
        assertThat(state.progress().percent()).isEqualTo(100);
    }

    @Test
    void aBackupInterruptedByAStopGoesOnAfterTheRestart() throws Exception {
        connector.hold();
        var job = house.backUp("home");
        connector.awaitHeld();

        house.close();

        assertThat(house.backups.find(job.id()).orElseThrow().state())
                .isInstanceOf(BackupState.Running.class);
        connector.release();
        house = site.house().started();
        house.completed(job);
        assertThat(points()).hasSize(1);
    }

    @Test
    void aRestoreInterruptedByAStopGoesOnAfterTheRestart() throws Exception {
        var point = house.completed(house.backUp("home"));
        connector.hold();
        var job = house.restore(point, Map.of("newFileSystem", "true"));
        connector.awaitHeld();

        house.close();
        connector.release();
        house = site.house().started();

        var state = (RestoreState.Completed) house.ended(job);
        var restored = house.resources.find(state.created()).orElseThrow();
        assertThat(TreeCompare.compare(share, restored.path().orElseThrow())).isEmpty();
        assertThat(folder.resolve("restored").toFile().list())
                .containsExactly(String.valueOf(restored.path().orElseThrow().getFileName()));
    }

    @Test
    void aStoppedBackupLeavesNothing() throws Exception {
        connector.hold();
        var job = house.backUp("home");
        connector.awaitHeld();

        house.backups.stop(house.backups.find(job.id()).orElseThrow());

        assertThat(house.ended(job)).isInstanceOf(BackupState.Aborted.class);
        assertThat(points()).isEmpty();
        var left = house.stores.at("file:/east/123456789012/main").blobs();
        assertThat(left.list("packs/")).isEmpty();
        assertThat(left.list("points/")).isEmpty();
        var ended = house.backups.find(job.id()).orElseThrow();
        assertThatThrownBy(() -> house.backups.stop(ended))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("ABORTED");
    }

    @Test
    void aBackupStoppedBeforeItBeganNeverRuns() {
        house.close();
        var job = house.backUp("home");

        house.backups.stop(job);
        house = site.house().started();

        assertThat(house.ended(job)).isInstanceOf(BackupState.Aborted.class);
        assertThat(connector.opened).hasValue(0);
    }

    @Test
    void aBackupThatDidNotBeginInItsWindowExpires() {
        house.close();
        var job = house.backUp("home");
        house = site.house();
        house.clock.advance(Duration.ofHours(9));
        house.started();

        assertThat(house.ended(job)).isInstanceOf(BackupState.Expired.class);
        assertThat(points()).isEmpty();
    }

    @Test
    void aBackupOfAMissingFolderFailsAndNamesIt() {
        house.share(folder.resolve("nowhere"));

        var failed = failed(house.backUp("home"));

        assertThat(failed.why().message())
                .startsWith("Backup job failed. ")
                .contains(folder.resolve("nowhere").toString());
        assertThat(points()).isEmpty();
    }

    @Test
    void aBackupIntoAVaultDeletedMeanwhileFails() {
        house.close();
        var vault = house.vault(JobHouse.EAST, "gone");
        var job = house.backUp("gone");
        house.vaults.delete(vault);
        house = site.house().started();

        assertThat(failed(job).why().message())
                .isEqualTo(
                        "Backup job failed because backup vault "
                                + vault.arn()
                                + " does not exist.");
    }

    @Test
    void aVaultThatABackupWritesIntoIsNotDeleted() throws Exception {
        var vault = house.vault(JobHouse.EAST, "busy");
        connector.hold();
        var job = house.backUp("busy");
        connector.awaitHeld();

        assertThatThrownBy(() -> house.vaults.delete(vault)).isInstanceOf(BackupException.class);

        connector.release();
        house.completed(job);
    }

    @Test
    void skippedItemsAreNamedAndAllOfThemLogged() throws IOException {
        for (int i = 0; i < 12; i++) {
            site.write("gone-" + i, new byte[10]);
        }
        connector.vanishing = name -> name.startsWith("gone-");

        var job = house.backUp("home");

        var state = (BackupState.Completed) house.ended(job);
        assertThat(state.issues().category()).isEqualTo(MessageCategory.MISCELLANEOUS);
        assertThat(state.issues().message())
                .startsWith("12 items could not be backed up as they were: gone-0, gone-1, gone-10")
                .contains("…", "copyhold job log " + job.id());
        assertThat(house.log.read(job.id(), 0, 100)).hasSize(12);
    }

    @Test
    void droppingFailsWhatRuns() throws Exception {
        connector.hold();
        var job = house.backUp("home");
        connector.awaitHeld();

        house.workers.drop();

        assertThat(failed(job).why().message()).isEqualTo("The server was reset.");
        assertThat(points()).isEmpty();
    }

    @Test
    void aRestoreOfADeletedPointFailsAndMakesNothing() {
        var point = house.completed(house.backUp("home"));
        house.close();
        var job = house.restore(point, Map.of("newFileSystem", "true"));
        house.points.startDeleting(point.id());
        house = site.house().started();

        var state = (RestoreState.Failed) house.ended(job);

        assertThat(state.why().message()).contains(point.arn().toString(), "deleted");
        assertThat(house.resources.list()).hasSize(1);
    }

    private BackupState.Failed failed(BackupJob job) {
        return (BackupState.Failed) house.ended(job);
    }

    private List<RecoveryPoint> points() {
        return house.points
                .listByResource(JobHouse.ACCOUNT, "us-east-1", JobHouse.SHARE, ALL)
                .rows();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
