package org.copyhold.control.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.LockOrder;
import org.copyhold.control.vault.LockTime;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** Which lifecycles a recovery point can get, and when. */
abstract class LifecycleChangesContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final Lifecycle FIRST = days(30, 120);

    @TempDir Path folder;
    private Database database;
    private ServiceClock clock;
    private Vault vault;
    private RecoveryPoints points;
    private DuePoints due;
    private LifecycleChanges changes;
    private RecoveryPoint point;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeepers() {
        database = open(folder);
        clock = new ServiceClock(() -> START);
        var vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        vault = vaults.create(new VaultOrder(CALLER, new VaultName("home"), null, null, Tags.NONE));
        var journal = new Journal(database, Events.NONE);
        points = new RecoveryPoints(journal);
        due = new DuePoints(journal, points);
        changes = new LifecycleChanges(journal, points, clock);
        point = SamplePoints.in(vault).at(START).living(FIRST).make();
        points.add(point);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anotherLifecycleReplacesTheOldOneWholeAndIsOwedToTheStore() {
        var changed = changes.change(point.id(), days(0, 20));

        assertThat(changed).isEqualTo(points.findById(point.id()).orElseThrow());
        assertThat(changed.lifecycle()).isEqualTo(days(0, 20));
        assertThat(changed.coldAt()).isEmpty();
        assertThat(changed.deleteAt()).contains(START.plus(Duration.ofDays(20)));
        assertThat(changed.state().version()).isEqualTo(point.state().version() + 1);
        assertThat(points.unwritten("", 10)).containsExactly(changed);
    }

    @Test
    void aLifecycleCanBeTakenAway() {
        assertThat(changes.change(point.id(), Lifecycle.NONE).lifecycle())
                .isEqualTo(Lifecycle.NONE);
        assertThat(due.forDeletion(START.plus(Duration.ofDays(40_000)), DuePoints.START, 10))
                .isEmpty();
    }

    @Test
    void aNewColdDayIsOneDayMoreThanTheAgeAtLeast() {
        clock.advance(Duration.ofDays(10));

        changes.change(point.id(), days(11, 0));
        clock.advance(Duration.ofMillis(1));
        assertRefused(
                () -> changes.change(point.id(), days(10, 0)),
                INVALID_PARAMETER_VALUE,
                "MoveToColdStorageAfterDays 10 must be at least one day more than the age");
        assertThat(changes.change(point.id(), days(11, 200)).lifecycle())
                .as("the day it has already may be said again")
                .isEqualTo(days(11, 200));
    }

    @Test
    void inColdStorageTheColdDayStays() {
        clock.advance(Duration.ofDays(30));
        assertThat(due.moveToCold(point.id(), clock.instant())).isTrue();

        assertRefused(
                () -> changes.change(point.id(), days(40, 200)),
                INVALID_PARAMETER_VALUE,
                "cannot be changed after the recovery point has moved to cold storage");
        assertThat(changes.change(point.id(), days(30, 200)).lifecycle()).isEqualTo(days(30, 200));
        assertThat(changes.change(point.id(), days(0, 150)).lifecycle()).isEqualTo(days(30, 150));
        assertThat(changes.change(point.id(), Lifecycle.NONE).lifecycle()).isEqualTo(days(30, 0));
        assertRefused(
                () -> changes.change(point.id(), days(0, 119)),
                INVALID_PARAMETER_VALUE,
                "90 days apart");
    }

    @Test
    void anEndThatHasPassedIsRefused() {
        clock.advance(Duration.ofDays(10));

        assertRefused(
                () -> changes.change(point.id(), days(0, 10)),
                INVALID_PARAMETER_VALUE,
                "use DeleteRecoveryPoint");
        changes.change(point.id(), days(0, 11));
    }

    @Test
    void anExpiredRecoveryPointLivesOnWithANewEnd() {
        clock.advance(Duration.ofDays(120));
        assertThat(due.expire(point.id(), clock.instant())).isTrue();

        assertThat(changes.change(point.id(), days(0, 300)).status())
                .isEqualTo(PointStatus.COMPLETED);
    }

    @Test
    void whatIsBeingDeletedOrGoneIsLeftAlone() {
        points.startDeleting(point.id());
        assertRefused(
                () -> changes.change(point.id(), days(0, 300)), INVALID_REQUEST, "is DELETING");
        points.remove(point);
        assertRefused(
                () -> changes.change(point.id(), days(0, 300)),
                RESOURCE_NOT_FOUND,
                "Cannot find recovery point.");
    }

    @Test
    void inALockedVaultLifecyclesStay() {
        var locks = new VaultLocks(database, new LockTime(database, clock));
        locks.put(
                vault,
                new LockOrder(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));

        assertRefused(
                () -> changes.change(point.id(), days(0, 3000)),
                INVALID_REQUEST,
                "Backup vault configured with vault lock");
        locks.remove(vault);
        changes.change(point.id(), days(0, 3000));
    }

    private static Lifecycle days(int cold, int delete) {
        return new Lifecycle(
                cold == 0 ? OptionalInt.empty() : OptionalInt.of(cold),
                delete == 0 ? OptionalInt.empty() : OptionalInt.of(delete));
    }
}
