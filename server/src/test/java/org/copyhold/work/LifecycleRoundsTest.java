package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.StorageClass;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.LockOrder;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.BackupException;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Lifecycles that come true, with real stores and a real database. */
final class LifecycleRoundsTest {
    private static final Lifecycle LIFECYCLE =
            new Lifecycle(OptionalInt.of(10), OptionalInt.of(120));

    @TempDir Path folder;

    private final Map<String, TroubledBlobs> blobs = new ConcurrentHashMap<>();
    private boolean isUnmounted;
    private Database database;
    private JobHouse house;
    private Vault home;
    private Vault away;

    @BeforeEach
    void open() throws IOException {
        var share = Files.createDirectory(folder.resolve("share"));
        Files.writeString(share.resolve("a.txt"), "a".repeat(10_000));
        database = TestDatabases.sqlite(folder);
        house = newHouse().started();
        house.share(share);
        home = house.vault(JobHouse.EAST, "home");
        away = house.vault(JobHouse.WEST, "away");
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    void onItsLastDayARecoveryPointIsGoneFromVaultAndStore() {
        var point = backedUp(LIFECYCLE);
        var kept = backedUp(Lifecycle.NONE);
        house.clock.advance(Duration.ofDays(119));
        house.lifecycles.go();
        assertThat(statusOf(point)).isEqualTo(PointStatus.COMPLETED);

        house.clock.advance(Duration.ofDays(1));
        house.lifecycles.go();

        assertThat(house.points.findById(point.id())).isEmpty();
        assertThatThrownBy(() -> store().point(point.id()))
                .isInstanceOf(StoreException.Missing.class);
        assertThat(store().point(kept.id()).id()).isEqualTo(kept.id());
        assertThat(house.vaults.findById(home.id()).orElseThrow().points()).isEqualTo(1);
    }

    @Test
    void onItsDayARecoveryPointTurnsColdAndIsRestoredButNotCopied() {
        var point = backedUp(LIFECYCLE);
        house.clock.advance(Duration.ofDays(10));
        house.lifecycles.go();

        assertThat(house.points.findById(point.id()).orElseThrow().storageClass())
                .isEqualTo(StorageClass.COLD);
        assertThatThrownBy(() -> house.copy(point, away.arn(), null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is in cold storage and cannot be copied");
        var restore = house.restore(point, Map.of("newFileSystem", "true"));
        assertThat(house.ended(restore)).isInstanceOf(RestoreState.Completed.class);
    }

    @Test
    void afterALongDowntimeAllThatBecameDueIsDoneInOneRound() {
        var points = List.of(backedUp(LIFECYCLE), backedUp(LIFECYCLE), backedUp(LIFECYCLE));
        house.close();
        house = newHouse();
        house.clock.advance(Duration.ofDays(4000));

        house.lifecycles.go();

        for (var point : points) {
            assertThat(house.points.findById(point.id())).isEmpty();
        }
    }

    @Test
    void theEndOfALifecycleComesInALockedVaultToo() {
        var point = backedUp(LIFECYCLE);
        house.locks.put(
                home, new LockOrder(OptionalInt.of(30), OptionalInt.empty(), OptionalInt.of(3)));
        house.clock.advance(Duration.ofDays(121));

        house.lifecycles.go();

        assertThat(house.points.findById(point.id())).isEmpty();
    }

    @Test
    void aRunningCopyIsWaitedForAndThenItsSourceGoes() throws Exception {
        var point = backedUp(LIFECYCLE);
        var west = hold("eu-west-1");
        var life = new Lifecycle(OptionalInt.empty(), OptionalInt.of(3000));
        var copy = house.copy(point, away.arn(), life);
        west.awaitHeld();
        house.clock.advance(Duration.ofDays(121));
        house.lifecycles.go();
        assertThat(statusOf(point)).isEqualTo(PointStatus.COMPLETED);

        west.release();
        assertThat(house.ended(copy)).isInstanceOf(CopyState.Completed.class);
        house.lifecycles.go();

        assertThat(house.points.findById(point.id())).isEmpty();
        assertThat(house.points.findById(copy.copyId())).isPresent();
    }

    @Test
    void whatLiesInAStoreThatCannotBeOpenedIsExpiredUntilItCan() {
        var point = backedUp(LIFECYCLE);
        house.close();
        isUnmounted = true;
        house = newHouse();
        house.clock.advance(Duration.ofDays(121));

        house.lifecycles.go();
        assertThat(statusOf(point)).isEqualTo(PointStatus.EXPIRED);
        house.lifecycles.go();
        assertThat(statusOf(point)).isEqualTo(PointStatus.EXPIRED);
        isUnmounted = false;
        house.lifecycles.go();

        assertThat(house.points.findById(point.id())).isEmpty();
    }

    @Test
    void aRoundThatIsKilledAtAnyDeletionOfABlobIsFinishedByTheNextProcess() {
        for (var left = 0; left < 4; left++) {
            var doomed = List.of(backedUp(LIFECYCLE), backedUp(LIFECYCLE));
            house.clock.advance(Duration.ofDays(121));
            var east = blobsOf("us-east-1");
            east.deletionsLeft.set(left);

            var killed = isKilled();
            east.deletionsLeft.set(Integer.MAX_VALUE);
            assertThat(killed).as("with %d deletions", left).isTrue();
            restartAtTheSameTime();
            house.lifecycles.go();
            house.upkeep.catchUp();

            for (var point : doomed) {
                assertThat(house.points.findById(point.id())).isEmpty();
                assertThat(east.list("points/" + point.id() + "/")).isEmpty();
            }
            assertThat(house.vaults.findById(home.id()).orElseThrow().points()).isZero();
        }
    }

    @Test
    void everyRoundNotesTheTimeForLocks() {
        house.locks.put(
                home, new LockOrder(OptionalInt.of(30), OptionalInt.empty(), OptionalInt.of(3)));
        house.clock.advance(Duration.ofDays(4));
        house.lifecycles.go();
        house.close();

        house = newHouse();

        assertThat(house.clock.instant()).isBefore(lockDate());
        assertThatThrownBy(() -> house.locks.remove(home)).hasMessageContaining("immutable");
    }

    private Instant lockDate() {
        var lock = house.vaults.findById(home.id()).orElseThrow().lock();
        return requireNonNull(requireNonNull(lock).date());
    }

    private void restartAtTheSameTime() {
        var now = house.clock.instant();
        house.close();
        house = newHouse().started();
        house.clock.advance(Duration.between(house.clock.instant(), now));
    }

    private boolean isKilled() {
        try {
            house.lifecycles.go();
            return false;
        } catch (TroubledBlobs.Killed e) {
            return true;
        }
    }

    private RecoveryPoint backedUp(Lifecycle lifecycle) {
        var job = house.backups.accept(JobHouse.backup("home", lifecycle, Tags.NONE));
        assertThat(house.ended(job)).isInstanceOf(BackupState.Completed.class);
        return house.point(job);
    }

    private PointStatus statusOf(RecoveryPoint point) {
        return house.points.findById(point.id()).orElseThrow().status();
    }

    private SealedStore store() {
        return house.stores.at("file:/east/" + JobHouse.ACCOUNT + "/main");
    }

    private TroubledBlobs hold(String region) {
        var found = blobsOf(region);
        found.hold();
        return found;
    }

    private TroubledBlobs blobsOf(String region) {
        var location =
                (region.equals("us-east-1") ? "file:/east/" : "file:/west/")
                        + JobHouse.ACCOUNT
                        + "/main";
        house.stores.at(location);
        return requireNonNull(blobs.get(location));
    }

    private JobHouse newHouse() {
        return new JobHouse(folder, database, this::blobsAt, new FilesConnector());
    }

    private BlobStore blobsAt(String location) {
        if (isUnmounted) {
            throw new StoreException.Unavailable(
                    "Store " + location + " is gone.", "Mount it.", true, null);
        }
        return blobs.computeIfAbsent(location, at -> new TroubledBlobs(new MemoryBlobs(at)));
    }
}
