package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

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
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Lifecycles that come true, with real stores and a real database. */
final class LifecycleRoundsTest {
    private static final Lifecycle LIFECYCLE =
            new Lifecycle(OptionalInt.of(10), OptionalInt.of(120));

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;
    private Vault home;
    private Vault away;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        site.write("a.txt", "a".repeat(10_000).getBytes(US_ASCII));
        house = site.settle();
        home = house.home();
        away = house.vault(JobHouse.WEST, "away");
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
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
        house = site.house();
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
        site.isUnmounted = true;
        house = site.house();
        house.clock.advance(Duration.ofDays(121));

        house.lifecycles.go();
        assertThat(statusOf(point)).isEqualTo(PointStatus.EXPIRED);
        house.lifecycles.go();
        assertThat(statusOf(point)).isEqualTo(PointStatus.EXPIRED);
        site.isUnmounted = false;
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

        house = site.house();

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
        house = site.house().started();
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
        return house.completed(house.backups.accept(JobHouse.backup("home", lifecycle, Tags.NONE)));
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
        return site.blobsOf(location);
    }
}
