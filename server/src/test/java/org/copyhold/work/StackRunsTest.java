package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.connect.files.TreeCompare;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupOrder;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.backup.Windows;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.QueuedJobs;
import org.copyhold.control.point.Composition;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Refusals;
import org.copyhold.sql.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Stacks that workers back up, copy and restore, on real stores and a real database. */
final class StackRunsTest {
    private static final Arn STACK =
            Arn.of("cloudformation", "us-east-1", JobHouse.ACCOUNT, "stack/shop/1");
    private static final Arn SECOND =
            Arn.of(
                    "elasticfilesystem",
                    "us-east-1",
                    JobHouse.ACCOUNT,
                    "file-system/fs-00000000000000002");
    private static final Arn TABLE =
            Arn.of("redshift", "us-east-1", JobHouse.ACCOUNT, "cluster:orders");
    private static final Lifecycle LIFECYCLE =
            new Lifecycle(OptionalInt.empty(), OptionalInt.of(30));

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;
    private Vault away;
    private Path second;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        site.write("a.bin", JobSite.random(300_000));
        second = Files.createDirectory(folder.resolve("second"));
        Files.writeString(second.resolve("text"), "of the second");
        house = site.settle();
        house.resources.add(new DeclaredResource(SECOND, second));
        away = house.vault(JobHouse.WEST, "away");
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    @Test
    void aStackIsBackedUpMemberByMember() {
        var parent = backUp(Map.of("Files", JobHouse.SHARE, "More", SECOND));

        assertThat(house.ended(parent)).isInstanceOf(BackupState.Completed.class);
        var composite = house.points.findById(parent.pointId()).orElseThrow();
        assertThat(composite.status()).isEqualTo(PointStatus.COMPLETED);
        assertThat(composite.origin().resource()).isEqualTo(STACK);
        assertThat(composite.origin().resourceName()).isEqualTo("shop");
        assertThat(composite.lifecycle()).isEqualTo(LIFECYCLE);
        var members = house.points.composites().members(composite.arn());
        assertThat(members)
                .extracting(RecoveryPoint::composition)
                .containsExactly(
                        new Composition.Member(composite.arn(), STACK, "Files"),
                        new Composition.Member(composite.arn(), STACK, "More"));
        assertThat(members)
                .extracting(it -> it.origin().resource())
                .containsExactly(JobHouse.SHARE, SECOND);
        assertThat(house.backups.tally(parent).byState()).isEqualTo(Map.of("COMPLETED", 2L));
        // A job leaves the queue soon after it has ended.
        await().untilAsserted(() -> assertThat(new QueuedJobs(site.database).count()).isZero());
    }

    @Test
    void aMemberThatFailsAndOneOfNoTypeHereLeaveTheRestPartial() throws IOException {
        Files.delete(second.resolve("text"));
        Files.delete(second);

        var parent = backUp(Map.of("Files", JobHouse.SHARE, "More", SECOND, "Table", TABLE));

        var state = (BackupState.Partial) house.ended(parent);
        assertThat(state.issues().message())
                .startsWith("1 of 2 nested jobs completed. More: ")
                .endsWith(
                        "Table was left out: "
                                + TABLE
                                + " is of no type that can be backed up here.");
        var composite = house.points.findById(parent.pointId()).orElseThrow();
        assertThat(composite.status()).isEqualTo(PointStatus.PARTIAL);
        assertThat(house.points.composites().members(composite.arn())).hasSize(1);
    }

    @Test
    void aStackOfWhichNothingIsDeclaredFails() {
        house.resources.remove(JobHouse.SHARE);

        var parent = backUp(Map.of("Files", JobHouse.SHARE));

        var state = (BackupState.Failed) house.ended(parent);
        assertThat(state.why().message()).contains("is not declared any more");
        assertThat(house.points.findById(parent.pointId())).isEmpty();
    }

    @Test
    void aStackWithoutAMemberThatCanBeBackedUpIsRefused() {
        Refusals.refuses(
                INVALID_REQUEST,
                "has no member that can be backed up here",
                () -> backUp(Map.of("Table", TABLE)));
    }

    @Test
    void aStoppedParentStopsItsBackups() throws Exception {
        site.connector.hold();
        var parent = backUp(Map.of("Files", JobHouse.SHARE, "More", SECOND));
        site.connector.awaitHeld();

        house.backups.stop(house.backups.find(parent.id()).orElseThrow());

        assertThat(house.ended(parent)).isInstanceOf(BackupState.Aborted.class);
        site.connector.release();
        assertThat(house.backups.tally(parent).byState()).isEqualTo(Map.of("ABORTED", 2L));
        assertThat(house.points.findById(parent.pointId())).isEmpty();
    }

    @Test
    void aCompositeIsCopiedWholeAndItsCopiesRestoreOneByOne() {
        var composite = backedUp();

        var parent = house.copy(composite, away.arn(), null);

        assertThat(house.ended(parent)).isInstanceOf(CopyState.Completed.class);
        var copy = house.points.findById(parent.copyId()).orElseThrow();
        assertThat(copy.status()).isEqualTo(PointStatus.COMPLETED);
        assertThat(copy.dates().created()).isEqualTo(composite.dates().created());
        assertThat(copy.origin().sourceVault()).isEqualTo(composite.home().vaultArn());
        var members = house.points.composites().members(copy.arn());
        assertThat(members).hasSize(2);
        assertRestores(members.getFirst(), site.share);
        assertRestores(members.getLast(), second);
        Refusals.refuses(
                INVALID_REQUEST,
                "cannot be restored as a whole",
                () -> house.restore(copy, Map.of("newFileSystem", "true")));
    }

    @Test
    void aPartThatIsDeletedWhileItsCopyWaitsFailsAlone() {
        var composite = backedUp();
        house.close();
        var parent = house.copy(composite, away.arn(), null);
        var gone = house.points.composites().members(composite.arn()).getFirst();
        house.points.startDeleting(gone.id());
        house.upkeep.catchUp();
        house = site.house().started();

        var state = (CopyState.Partial) house.ended(parent);

        assertThat(state.issues().message())
                .startsWith("1 of 2 nested jobs completed. Files: Copy job failed because recovery")
                .contains("has been deleted.");
        assertThat(house.points.findById(parent.copyId()).orElseThrow().status())
                .isEqualTo(PointStatus.PARTIAL);
        assertThat(house.points.findById(composite.id()).orElseThrow().status())
                .isEqualTo(PointStatus.PARTIAL);
    }

    @Test
    void aParentWhoseServerStopsInTheMiddleEndsAfterTheRestart() throws Exception {
        var composite = backedUp();
        house.stores.at(CopyScene.WEST);
        var west = site.blobsOf(CopyScene.WEST);
        west.hold();
        var parent = house.copy(composite, away.arn(), null);
        west.awaitHeld();

        house.close();

        assertThat(house.copies.find(parent.id()).orElseThrow().state())
                .isInstanceOf(CopyState.Running.class);
        west.release();
        house = site.house().started();
        assertThat(house.ended(parent)).isInstanceOf(CopyState.Completed.class);
        assertThat(house.points.composites().members(parent.copy())).hasSize(2);
    }

    @Test
    void aStoppedParentStopsItsCopies() throws Exception {
        var composite = backedUp();
        house.stores.at(CopyScene.WEST);
        var west = site.blobsOf(CopyScene.WEST);
        west.hold();
        var parent = house.copy(composite, away.arn(), null);
        west.awaitHeld();

        house.copies.stop(house.copies.find(parent.id()).orElseThrow());

        var state = (CopyState.Failed) house.ended(parent);
        assertThat(state.why()).isEqualTo(CopyState.Failed.STOPPED);
        west.release();
        await().until(() -> new QueuedJobs(site.database).count() == 0);
        assertThat(house.points.composites().members(parent.copy())).isEmpty();
        assertThat(west.list("points/")).isEmpty();
    }

    @Test
    void theStoreLearnsThatAPartWasDisassociated() {
        var composite = backedUp();
        var part = house.points.composites().members(composite.arn()).getFirst();

        house.points.composites().disassociate(part);
        house.upkeep.catchUp();

        assertThat(house.points.unwritten("", 10)).isEmpty();
        assertThat(site.blobsOf(CopyScene.EAST).list("points/" + part.id() + "/"))
                .anyMatch(name -> name.endsWith("state-2"));
    }

    @Test
    void compositesOfALostDatabaseComeBack() throws IOException {
        var composite = backedUp();
        var members = house.points.composites().members(composite.arn());
        house.close();
        var folderOfFresh = Files.createDirectory(folder.resolve("fresh"));
        try (var fresh = TestDatabases.sqlite(folderOfFresh);
                var rebuilt = site.house(fresh)) {
            var report =
                    rebuilt.rebuild()
                            .run(List.of(new Rebuild.Place(JobHouse.ACCOUNT, "us-east-1")));

            assertThat(report.damages()).isEmpty();
            assertThat(report.points()).isEqualTo(3);
            assertThat(rebuilt.points.composites().members(composite.arn())).isEqualTo(members);
            var back = rebuilt.points.findById(composite.id()).orElseThrow();
            assertThat(back.isComposite()).isTrue();
            assertThat(back.tags()).isEqualTo(composite.tags());
            assertThat(back.lifecycle()).isEqualTo(composite.lifecycle());
        }
    }

    private RecoveryPoint backedUp() {
        var parent = backUp(Map.of("Files", JobHouse.SHARE, "More", SECOND));
        assertThat(house.ended(parent)).isInstanceOf(BackupState.Completed.class);
        return house.points.findById(parent.pointId()).orElseThrow();
    }

    private BackupJob backUp(Map<String, Arn> members) {
        house.resources.add(
                new DeclaredResource(
                        STACK, Substance.Members.of(new HashMap<>(members)), Tags.NONE));
        return house.backups.accept(
                new BackupOrder(
                        JobHouse.EAST,
                        new VaultName("home"),
                        STACK,
                        JobHouse.ROLE,
                        new Windows(Windows.DEFAULT_START, null),
                        LIFECYCLE,
                        Tags.of(Map.of("team", "shop")),
                        Map.of(),
                        null));
    }

    private void assertRestores(RecoveryPoint from, Path original) {
        var state =
                (RestoreState.Completed)
                        house.ended(house.restore(from, Map.of("newFileSystem", "true")));
        var made = house.resources.find(state.created()).orElseThrow().path().orElseThrow();
        assertThat(TreeCompare.compare(original, made)).isEqualTo(List.of());
    }
}
