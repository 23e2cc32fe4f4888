package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyOptions;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;

/** Copies run by workers between real stores, on a real database. */
final class CopyRunsTest {
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
    void aCopyCarriesOverWhatItsSourceHas() {
        scene.house.clock.advance(Duration.ofDays(3));

        var copy = scene.completed(scene.copy());

        assertThat(copy.dates().created()).isEqualTo(scene.point.dates().created());
        assertThat(copy.dates().completed()).isAfter(scene.point.dates().completed());
        assertThat(copy.tags()).isEqualTo(scene.point.tags());
        assertThat(copy.lifecycle()).isEqualTo(CopyScene.LIFECYCLE);
        assertThat(copy.metadata()).isEqualTo(scene.point.metadata());
        assertThat(copy.sizeBytes()).isEqualTo(scene.point.sizeBytes());
        assertThat(copy.origin().resource()).isEqualTo(JobHouse.SHARE);
        assertThat(copy.origin().sourceVault()).isEqualTo(scene.point.home().vaultArn());
        assertThat(copy.home().encryptionKeyArn()).isEqualTo(scene.away.encryptionKeyArn());
        assertThat(copy.arn().region()).isEqualTo("eu-west-1");
    }

    @Test
    void aCopyIsRestoredWithoutItsSource() {
        var copy = scene.completed(scene.copy());
        scene.house.points.startDeleting(scene.point.id());

        scene.assertRestores(copy);
    }

    @Test
    void whatIsThereAlreadyIsSkipped() {
        var first = scene.copy();
        scene.completed(first);
        var again = scene.copy();
        scene.completed(again);

        var moved = progressOf(first);
        var skipped = progressOf(again);
        assertThat(moved.movedBytes()).isGreaterThan(5_000_000);
        assertThat(skipped.movedBytes()).isZero();
        assertThat(skipped.skippedBytes()).isGreaterThanOrEqualTo(scene.point.sizeBytes());
        assertThat(moved.wantedBytes()).isEqualTo(moved.movedBytes() + moved.skippedBytes());
        assertThat(tierOf(first)).isEqualTo("V1");
        assertThat(scene.points(scene.away)).hasSize(2);
    }

    @Test
    void aCopyThatIsReadBackSaysSoAndFailsWhenItIsNotWhatWasWritten() {
        var order =
                JobHouse.orderOf(scene.point, scene.away.arn(), null)
                        .with(new CopyOptions(false, true));
        var west = scene.at(CopyScene.WEST);
        west.beforeTheNextRead(() -> west.flip(west.list("packs/").getFirst(), 60));

        var failed = scene.failed(scene.house.copies.accept(order));
        assertThat(failed.why().message()).contains("is not what was written");
        await().untilAsserted(() -> assertThat(west.list("packs/")).isEmpty());

        var job = scene.house.copies.accept(order);
        scene.completed(job);
        assertThat(scene.house.copies.find(job.id()).orElseThrow().options().readsBack()).isTrue();
        assertThat(tierOf(job)).isEqualTo("V1_READ_BACK");
    }

    @Test
    void aCopyInsideOneStoreMovesNothingAndSaysSo() {
        var other = scene.house.vault(JobHouse.EAST, "other");
        var job = scene.copyTo(other);

        scene.completed(job);

        assertThat(progressOf(job).movedBytes()).isZero();
        assertThat(progressOf(job).skippedBytes()).isEqualTo(scene.point.sizeBytes());
        assertThat(tierOf(job)).isEqualTo("NONE");
    }

    @Test
    void aLifecycleAskedForCountsFromTheSourcesCreation() {
        var asked = new Lifecycle(OptionalInt.empty(), OptionalInt.of(10));
        assertThat(
                        scene.completed(scene.house.copy(scene.point, scene.away.arn(), asked))
                                .lifecycle())
                .isEqualTo(asked);

        scene.house.clock.advance(Duration.ofDays(11));

        assertThatThrownBy(() -> scene.house.copy(scene.point, scene.away.arn(), asked))
                .isInstanceOf(BackupException.class)
                .hasMessageStartingWith("Invalid lifecycle. DeleteAfterDays 10 counts from");
    }

    @Test
    void aLifecycleThatPassesWhileACopyWaitsFailsIt() {
        var asked = new Lifecycle(OptionalInt.empty(), OptionalInt.of(10));
        scene.house.close();
        var job = scene.house.copy(scene.point, scene.away.arn(), asked);
        scene.house.clock.advance(Duration.ofDays(11));
        var ahead = scene.house.clock;
        scene.house = scene.site.house();
        scene.house.clock.advance(Duration.between(scene.house.clock.instant(), ahead.instant()));
        scene.house.started();

        var why = scene.failed(job).why();

        assertThat(why.category()).isEqualTo(MessageCategory.INVALID_PARAMETERS);
        assertThat(why.message()).startsWith("Copy job failed. Invalid lifecycle.");
    }

    @Test
    void aDestinationThatCannotBeIsAFailedJob() {
        assertThat(scene.failed(vaultAt("eu-west-1", JobHouse.ACCOUNT)).why().message())
                .isEqualTo(
                        "Copy job failed because backup vault arn:aws:backup:eu-west-1:"
                                + "123456789012:backup-vault:nowhere does not exist.");
        assertThat(scene.failed(vaultAt("ap-south-2", JobHouse.ACCOUNT)).why().message())
                .contains("Region ap-south-2", "not configured");
        assertThat(scene.failed(vaultAt("eu-west-1", "555555555555")).why().message())
                .isEqualTo(
                        "Copy job failed. Both source and destination account must be a member of"
                                + " the same organization.");
        assertThat(scene.failed(vaultAt("eu-west-1", "210987654321")).why().message())
                .isEqualTo(
                        "Copy job failed. Cross-account copy feature is not enabled for the"
                                + " current organization.");
    }

    @Test
    void whatChangesWhileACopyRunsIsWhatItHasAtTheEnd() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, scene.away);
        scene.house.points.retag(scene.point.id(), tags -> tags.with(Map.of("team", "red")));

        west.release();

        assertThat(scene.completed(job).tags().byKey()).containsEntry("team", "red");
    }

    @Test
    void aCopyWhoseSourceIsDeletedWhileItRunsFailsAndLeavesNothing() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, scene.away);
        scene.house.points.startDeleting(scene.point.id());

        west.release();

        assertThat(scene.failed(job).why().message())
                .contains(scene.point.arn() + " has been deleted.");
        assertThat(scene.points(scene.away)).isEmpty();
        assertThat(west.list("points/")).isEmpty();
    }

    @Test
    void aFlippedBitFailsTheCopyAndNamesTheRecoveryPoint() {
        var east = scene.at(CopyScene.EAST);
        var pack = Collections.max(east.list("packs/"), Comparator.comparingLong(east::size));
        east.flip(pack, 5000);

        var why = scene.failed(scene.copy()).why();

        assertThat(why.message())
                .startsWith("Copy job failed. ")
                .contains("Frame ", scene.point.arn().toString());
        assertThat(scene.points(scene.away)).isEmpty();
        assertThat(scene.at(CopyScene.WEST).list("points/")).isEmpty();
    }

    @Test
    void aFullStoreFailsTheCopyAndIsNamedAndNothingIsLeft() {
        scene.at(CopyScene.WEST).isFull = true;

        var why = scene.failed(scene.copy()).why();

        assertThat(why.message()).contains("file:/west", "full", "Make room.");
        assertThat(scene.at(CopyScene.WEST).list("packs/")).isEmpty();
        scene.at(CopyScene.WEST).isFull = false;
        scene.completed(scene.copy());
    }

    @Test
    void aCopyInterruptedByAStopGoesOnAfterTheRestart() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, scene.away);

        scene.house.close();

        assertThat(scene.house.copies.find(job.id()).orElseThrow().state())
                .isInstanceOf(CopyState.Running.class);
        west.release();
        scene.restart();
        scene.completed(job);
        assertThat(scene.points(scene.away)).hasSize(1);
    }

    @Test
    void aWorkerThatWasTakenForDeadCommitsNothing() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, scene.away);
        scene.site.forgetTrouble(CopyScene.WEST);

        try (var _ = scene.house) {
            scene.restart();
            scene.completed(job);
            west.release();
        }

        assertThat(scene.points(scene.away)).hasSize(1);
        assertThat(scene.house.copies.find(job.id()).orElseThrow().state())
                .isInstanceOf(CopyState.Completed.class);
    }

    @Test
    void aSourceDeletedBeforeTheCopyBeginsFailsIt() {
        scene.house.close();
        var job = scene.copy();
        scene.house.points.startDeleting(scene.point.id());
        scene.restart();

        assertThat(scene.failed(job).why().message())
                .contains(scene.point.arn() + " has been deleted.");
    }

    private CopyJob vaultAt(String region, String account) {
        return scene.house.copy(
                scene.point, Arn.of("backup", region, account, "backup-vault:nowhere"), null);
    }

    private Progress progressOf(CopyJob job) {
        return scene.house.copies.progress(job.id()).orElseThrow();
    }

    private @Nullable String tierOf(CopyJob job) {
        return scene.house.copies.find(job.id()).orElseThrow().state()
                        instanceof CopyState.Completed s
                ? s.copy().tier()
                : null;
    }
}
