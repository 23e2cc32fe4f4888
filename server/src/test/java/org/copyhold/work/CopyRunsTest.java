package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.connect.files.TreeCompare;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.PointFilter;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.blob.MemoryBlobs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Copies run by workers between real stores, on a real database. */
final class CopyRunsTest {
    private static final Page ALL = new Page(Page.MAX_SIZE, null);
    private static final Caller SISTER = new Caller("210987654321", "eu-west-1", "testing");
    private static final Lifecycle LIFECYCLE =
            new Lifecycle(OptionalInt.of(30), OptionalInt.of(120));

    @TempDir Path folder;

    private final Map<String, TroubledBlobs> blobs = new ConcurrentHashMap<>();
    private Path share;
    private Database database;
    private JobHouse house;
    private Vault away;
    private RecoveryPoint point;

    @BeforeEach
    void open() throws IOException {
        share = Files.createDirectory(folder.resolve("share"));
        Files.write(share.resolve("a.bin"), random(5_000_000));
        Files.write(share.resolve("b.bin"), random(200));
        database = TestDatabases.sqlite(folder);
        house = newHouse().started();
        house.share(share);
        house.vault(JobHouse.EAST, "home");
        away = house.vault(JobHouse.WEST, "away");
        var job =
                house.backups.accept(
                        JobHouse.backup("home", LIFECYCLE, Tags.of(Map.of("team", "blue"))));
        assertThat(house.ended(job)).isInstanceOf(BackupState.Completed.class);
        point = house.point(job);
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    void aCopyCarriesOverWhatItsSourceHas() {
        house.clock.advance(Duration.ofDays(3));

        var copy = completed(house.copy(point, away.arn(), null));

        assertThat(copy.dates().created()).isEqualTo(point.dates().created());
        assertThat(copy.dates().completed()).isAfter(point.dates().completed());
        assertThat(copy.tags()).isEqualTo(point.tags());
        assertThat(copy.lifecycle()).isEqualTo(LIFECYCLE);
        assertThat(copy.metadata()).isEqualTo(point.metadata());
        assertThat(copy.sizeBytes()).isEqualTo(point.sizeBytes());
        assertThat(copy.origin().resource()).isEqualTo(JobHouse.SHARE);
        assertThat(copy.origin().sourceVault()).isEqualTo(point.home().vaultArn());
        assertThat(copy.home().encryptionKeyArn()).isEqualTo(away.encryptionKeyArn());
        assertThat(copy.arn().region()).isEqualTo("eu-west-1");
    }

    @Test
    void aCopyIsRestoredWithoutItsSource() {
        var copy = completed(house.copy(point, away.arn(), null));
        house.points.startDeleting(point.id());

        var job = house.restore(copy, Map.of("newFileSystem", "true"));

        var state = (RestoreState.Completed) house.ended(job);
        assertThat(state.created().region()).isEqualTo("eu-west-1");
        var restored = house.resources.find(state.created()).orElseThrow();
        assertThat(TreeCompare.compare(share, restored.path())).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsSkipped() {
        var first = house.copy(point, away.arn(), null);
        completed(first);
        var again = house.copy(point, away.arn(), null);
        completed(again);

        var moved = progressOf(first);
        var skipped = progressOf(again);
        assertThat(moved.movedBytes()).isGreaterThan(5_000_000);
        assertThat(skipped.movedBytes()).isZero();
        assertThat(skipped.skippedBytes()).isGreaterThanOrEqualTo(point.sizeBytes());
        assertThat(moved.wantedBytes()).isEqualTo(moved.movedBytes() + moved.skippedBytes());
        assertThat(tierOf(first)).isEqualTo("V1");
        assertThat(points(away)).hasSize(2);
    }

    @Test
    void aCopyInsideOneStoreMovesNothingAndSaysSo() {
        var other = house.vault(JobHouse.EAST, "other");
        var job = house.copy(point, other.arn(), null);

        completed(job);

        assertThat(progressOf(job).movedBytes()).isZero();
        assertThat(progressOf(job).skippedBytes()).isEqualTo(point.sizeBytes());
        assertThat(tierOf(job)).isEqualTo("NONE");
    }

    @Test
    void aLifecycleAskedForCountsFromTheSourcesCreation() {
        var asked = new Lifecycle(OptionalInt.empty(), OptionalInt.of(10));
        assertThat(completed(house.copy(point, away.arn(), asked)).lifecycle()).isEqualTo(asked);

        house.clock.advance(Duration.ofDays(11));

        assertThatThrownBy(() -> house.copy(point, away.arn(), asked))
                .isInstanceOf(BackupException.class)
                .hasMessageStartingWith("Invalid lifecycle. DeleteAfterDays 10 counts from");
    }

    @Test
    void aLifecycleThatPassesWhileACopyWaitsFailsIt() {
        var asked = new Lifecycle(OptionalInt.empty(), OptionalInt.of(10));
        house.close();
        var job = house.copy(point, away.arn(), asked);
        house.clock.advance(Duration.ofDays(11));
        var ahead = house.clock;
        house = newHouse();
        house.clock.advance(Duration.between(house.clock.instant(), ahead.instant()));
        house.started();

        var why = failed(job).why();

        assertThat(why.category()).isEqualTo(MessageCategory.INVALID_PARAMETERS);
        assertThat(why.message()).startsWith("Copy job failed. Invalid lifecycle.");
    }

    @Test
    void aDestinationThatCannotBeIsAFailedJob() {
        assertThat(failed(vaultAt("eu-west-1", JobHouse.ACCOUNT)).why().message())
                .isEqualTo(
                        "Copy job failed because backup vault arn:aws:backup:eu-west-1:"
                                + "123456789012:backup-vault:nowhere does not exist.");
        assertThat(failed(vaultAt("ap-south-2", JobHouse.ACCOUNT)).why().message())
                .contains("Region ap-south-2", "not configured");
        assertThat(failed(vaultAt("eu-west-1", "555555555555")).why().message())
                .isEqualTo(
                        "Copy job failed. Both source and destination account must be a member of"
                                + " the same organization.");
        assertThat(failed(vaultAt("eu-west-1", "210987654321")).why().message())
                .isEqualTo(
                        "Copy job failed. Cross-account copy feature is not enabled for the"
                                + " current organization.");
    }

    @Test
    void aCopyIntoAnotherAccountIsThatAccountsAndOutlivesItsSource() {
        house.crossAccount = true;
        var theirs = house.vault(SISTER, "theirs");

        var job = house.copy(point, theirs.arn(), null);
        var copy = completed(job);

        assertThat(copy.arn().toString())
                .startsWith("arn:aws:backup:eu-west-1:210987654321:recovery-point:");
        assertThat(copy.home().vaultArn()).isEqualTo(theirs.arn());
        assertThat(copy.home().encryptionKeyArn()).isEqualTo(theirs.encryptionKeyArn());
        assertThat(copy.origin().resource()).isEqualTo(JobHouse.SHARE);
        assertThat(copy.origin().sourceVault()).isEqualTo(point.home().vaultArn());
        assertThat(copy.dates().created()).isEqualTo(point.dates().created());
        assertThat(copy.tags()).isEqualTo(point.tags());
        assertThat(house.copies.find("210987654321", "eu-west-1", job.id())).isEmpty();
        assertThat(house.copies.find(JobHouse.ACCOUNT, "us-east-1", job.id())).isPresent();

        delete(point);
        assertThat(restored(copy)).isEmpty();
    }

    @Test
    void aCopyIntoAnotherAccountGoesOnAfterAStop() throws Exception {
        house.crossAccount = true;
        var theirs = house.vault(SISTER, "theirs");
        var blobsThere = at("file:/west/210987654321/main", house);
        blobsThere.hold();
        var job = house.copy(point, theirs.arn(), null);
        blobsThere.awaitHeld();

        house.close();
        blobsThere.release();
        house = newHouse();
        house.crossAccount = true;
        house.started();

        var copy = completed(job);
        assertThat(points(theirs)).containsExactly(copy);
        assertThat(restored(copy)).isEmpty();
        delete(copy);
        assertThat(blobsThere.list("points/")).isEmpty();
        assertThat(restored(point)).isEmpty();
    }

    @Test
    void aCopyOfACopyComesBackFromAnotherAccount() {
        house.crossAccount = true;
        var theirs = house.vault(SISTER, "theirs");
        var first = completed(house.copy(point, theirs.arn(), null));
        var back = house.vault(JobHouse.EAST, "back");

        var second = completed(house.copy(first, back.arn(), null));

        assertThat(second.dates().created()).isEqualTo(point.dates().created());
        assertThat(second.origin().sourceVault()).isEqualTo(theirs.arn());
        delete(point);
        delete(first);
        assertThat(restored(second)).isEmpty();
    }

    @Test
    void whatChangesWhileACopyRunsIsWhatItHasAtTheEnd() throws Exception {
        at("eu-west-1").hold();
        var job = house.copy(point, away.arn(), null);
        at("eu-west-1").awaitHeld();
        house.points.retag(point.id(), tags -> tags.with(Map.of("team", "red")));

        at("eu-west-1").release();

        assertThat(completed(job).tags().byKey()).containsEntry("team", "red");
    }

    @Test
    void aCopyWhoseSourceIsDeletedWhileItRunsFailsAndLeavesNothing() throws Exception {
        at("eu-west-1").hold();
        var job = house.copy(point, away.arn(), null);
        at("eu-west-1").awaitHeld();
        house.points.startDeleting(point.id());

        at("eu-west-1").release();

        assertThat(failed(job).why().message()).contains(point.arn() + " is DELETING");
        assertThat(points(away)).isEmpty();
        assertThat(at("eu-west-1").list("points/")).isEmpty();
    }

    @Test
    void aSwitchTurnedOffWhileACopyRunsFailsItAndLeavesNothing() throws Exception {
        house.crossAccount = true;
        var theirs = house.vault(SISTER, "theirs");
        var there = at("file:/west/210987654321/main", house);
        there.hold();
        var job = house.copy(point, theirs.arn(), null);
        there.awaitHeld();
        house.crossAccount = false;

        there.release();

        assertThat(failed(job).why().category()).isEqualTo(MessageCategory.ACCESS_DENIED);
        assertThat(points(theirs)).isEmpty();
        assertThat(there.list("points/")).isEmpty();
        house.vaults.delete(theirs);
    }

    @Test
    void aRefusedCopyLeavesNoByteAndNoRowInTheOtherAccount() {
        var theirs = house.vault(SISTER, "theirs");

        assertThat(failed(house.copy(point, theirs.arn(), null)).why().message())
                .isEqualTo(
                        "Copy job failed. Cross-account copy feature is not enabled for the"
                                + " current organization.");

        assertThat(points(theirs)).isEmpty();
        assertThat(blobs).doesNotContainKey("file:/west/210987654321/main");
        house.vaults.delete(theirs);
    }

    @Test
    void theDefaultVaultOfAnotherAccountTakesNoCopy() {
        house.crossAccount = true;
        var theirs = house.vault(SISTER, "Default");

        var why = failed(house.copy(point, theirs.arn(), null)).why();

        assertThat(why.category()).isEqualTo(MessageCategory.INVALID_PARAMETERS);
        assertThat(why.message()).contains("default backup vault", theirs.arn().toString());
        assertThat(blobs).doesNotContainKey("file:/west/210987654321/main");
    }

    @Test
    void aFlippedBitFailsTheCopyAndNamesTheRecoveryPoint() {
        var east = at("us-east-1");
        var pack = Collections.max(east.list("packs/"), Comparator.comparingLong(east::size));
        east.flip(pack, 5000);

        var why = failed(house.copy(point, away.arn(), null)).why();

        assertThat(why.message())
                .startsWith("Copy job failed. ")
                .contains("Frame ", point.arn().toString());
        assertThat(points(away)).isEmpty();
        assertThat(at("eu-west-1").list("points/")).isEmpty();
    }

    @Test
    void aFullStoreFailsTheCopyAndIsNamedAndNothingIsLeft() {
        at("eu-west-1").isFull = true;

        var why = failed(house.copy(point, away.arn(), null)).why();

        assertThat(why.message()).contains("file:/west", "full", "Make room.");
        assertThat(at("eu-west-1").list("packs/")).isEmpty();
        at("eu-west-1").isFull = false;
        completed(house.copy(point, away.arn(), null));
    }

    @Test
    void aCopyInterruptedByAStopGoesOnAfterTheRestart() throws Exception {
        at("eu-west-1").hold();
        var job = house.copy(point, away.arn(), null);
        at("eu-west-1").awaitHeld();

        house.close();

        assertThat(house.copies.find(job.id()).orElseThrow().state())
                .isInstanceOf(CopyState.Running.class);
        at("eu-west-1").release();
        house = newHouse().started();
        completed(job);
        assertThat(points(away)).hasSize(1);
    }

    @Test
    void aWorkerThatWasTakenForDeadCommitsNothing() throws Exception {
        at("eu-west-1").hold();
        var job = house.copy(point, away.arn(), null);
        at("eu-west-1").awaitHeld();
        var held = at("eu-west-1");
        blobs.put(location("eu-west-1"), new TroubledBlobs(held.behind()));

        try (var _ = house) {
            house = newHouse().started();
            completed(job);
            held.release();
        }

        assertThat(points(away)).hasSize(1);
        assertThat(house.copies.find(job.id()).orElseThrow().state())
                .isInstanceOf(CopyState.Completed.class);
    }

    @Test
    void aSourceDeletedBeforeTheCopyBeginsFailsIt() {
        house.close();
        var job = house.copy(point, away.arn(), null);
        house.points.startDeleting(point.id());
        house = newHouse().started();

        assertThat(failed(job).why().message()).contains(point.arn().toString(), "DELETING");
    }

    private JobHouse newHouse() {
        return new JobHouse(
                folder,
                database,
                at -> blobs.computeIfAbsent(at, a -> new TroubledBlobs(new MemoryBlobs(a))),
                new FilesConnector());
    }

    private TroubledBlobs at(String region) {
        return at(location(region), house);
    }

    private TroubledBlobs at(String location, JobHouse opener) {
        opener.stores.at(location);
        var found = blobs.get(location);
        if (found == null) {
            throw new AssertionError("No blobs at " + location);
        }
        return found;
    }

    /** What of the share a restore of the point did not bring back. */
    private List<TreeCompare.Difference> restored(RecoveryPoint from) {
        var job = house.restore(from, Map.of("newFileSystem", "true"));
        var state = (RestoreState.Completed) house.ended(job);
        var made = house.resources.find(state.created()).orElseThrow();
        return TreeCompare.compare(share, made.path());
    }

    private void delete(RecoveryPoint gone) {
        house.points.startDeleting(gone.id());
        house.upkeep.catchUp();
        assertThat(house.points.findById(gone.id())).isEmpty();
    }

    private static String location(String region) {
        return (region.equals("us-east-1") ? "file:/east/" : "file:/west/")
                + JobHouse.ACCOUNT
                + "/main";
    }

    private CopyJob vaultAt(String region, String account) {
        return house.copy(point, Arn.of("backup", region, account, "backup-vault:nowhere"), null);
    }

    private RecoveryPoint completed(CopyJob job) {
        assertThat(house.ended(job)).isInstanceOf(CopyState.Completed.class);
        return house.points.findById(job.copyId()).orElseThrow();
    }

    private CopyState.Failed failed(CopyJob job) {
        assertThat(house.ended(job)).isInstanceOf(CopyState.Failed.class);
        return (CopyState.Failed) house.ended(job);
    }

    private Progress progressOf(CopyJob job) {
        return house.copies.progress(job.id()).orElseThrow();
    }

    private @Nullable String tierOf(CopyJob job) {
        return house.copies.find(job.id()).orElseThrow().state() instanceof CopyState.Completed s
                ? s.copy().tier()
                : null;
    }

    private List<RecoveryPoint> points(Vault vault) {
        var none = new PointFilter(null, null, null, null);
        return house.points.list(vault.id(), none, ALL).rows();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
