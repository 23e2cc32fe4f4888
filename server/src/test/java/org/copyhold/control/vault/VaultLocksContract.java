package org.copyhold.control.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** What locks of vaults promise, whatever the clock says. */
abstract class VaultLocksContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final LockOrder GOVERNANCE = order(7, 35, null);

    @TempDir Path folder;
    private Database database;
    private ServiceClock clock;
    private Vaults vaults;
    private VaultLocks locks;
    private Vault vault;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeepers() {
        database = open(folder);
        restartAt(START);
        vault = vaults.create(new VaultOrder(CALLER, new VaultName("home"), null, null, Tags.NONE));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aVaultIsNotLockedUntilSomeoneLocksIt() {
        assertThat(vault.lock()).isNull();
        locks.remove(vault);
        assertThat(found().lock()).isNull();
    }

    @Test
    void aGovernanceLockIsChangedAndRemovedAtAnyTime() {
        locks.put(vault, GOVERNANCE);

        assertThat(found().lock())
                .isEqualTo(new VaultLock(OptionalInt.of(7), OptionalInt.of(35), null));
        clock.advance(Duration.ofDays(40_000));
        locks.put(vault, order(null, 10, null));
        assertThat(found().lock())
                .isEqualTo(new VaultLock(OptionalInt.empty(), OptionalInt.of(10), null));
        locks.remove(vault);
        assertThat(found().lock()).isNull();
    }

    @Test
    void aComplianceLockHasItsDateSoManyDaysAhead() {
        locks.put(vault, order(null, null, 3));

        assertThat(lock().date()).isEqualTo(START.plus(Duration.ofDays(3)));
    }

    @Test
    void inItsGraceAComplianceLockIsChangedAndRemoved() {
        locks.put(vault, order(7, null, 3));
        clock.advance(Duration.ofDays(3).minusMillis(1));
        locks.put(vault, order(8, null, 5));
        assertThat(lock().date()).isEqualTo(clock.instant().plus(Duration.ofDays(5)));
        locks.put(vault, GOVERNANCE);
        assertThat(lock().date()).isNull();
        locks.put(vault, order(7, null, 3));
        locks.remove(vault);

        assertThat(found().lock()).isNull();
    }

    @Test
    void fromItsDateAComplianceLockStays() {
        locks.put(vault, order(7, 35, 3));
        var before = found().lock();
        clock.advance(Duration.ofDays(3));

        assertRefused(() -> locks.put(vault, order(8, 35, 3)), INVALID_REQUEST, "immutable since");
        assertRefused(() -> locks.put(vault, GOVERNANCE), INVALID_REQUEST, "immutable");
        assertRefused(() -> locks.remove(vault), INVALID_REQUEST, "neither changed nor deleted");
        assertThat(found().lock()).isEqualTo(before);
    }

    @Test
    void aClockSetBackOpensNoLockNotAcrossARestartEither() {
        locks.put(vault, order(7, 35, 3));
        clock.advance(Duration.ofDays(3));
        new LockTime(database, clock).observe();

        restartAt(START.minus(Duration.ofDays(1000)));

        assertRefused(() -> locks.remove(vault), INVALID_REQUEST, "immutable");
        assertRefused(() -> locks.put(vault, GOVERNANCE), INVALID_REQUEST, "immutable");
    }

    @Test
    void aClockSetBackWhileTheServerRunsOpensNoLock() {
        var now = new Instant[] {START};
        clock = new ServiceClock(() -> now[0]);
        locks = new VaultLocks(database, new LockTime(database, clock));
        locks.put(vault, order(7, 35, 3));
        now[0] = START.plus(Duration.ofDays(4));
        assertRefused(() -> locks.remove(vault), INVALID_REQUEST, "immutable");

        now[0] = START;

        assertRefused(() -> locks.remove(vault), INVALID_REQUEST, "immutable");
    }

    @Test
    void underAClockSetBackGraceCountsFromTheGreatestTimeSoFar() {
        clock.advance(Duration.ofDays(10));
        new LockTime(database, clock).observe();
        restartAt(START);

        locks.put(vault, order(null, null, 3));

        assertThat(lock().date()).isEqualTo(START.plus(Duration.ofDays(13)));
    }

    @Test
    void theTimeOfLocksGoesOnWithTheClock() {
        var time = new LockTime(database, clock);
        assertThat(time.observe()).isEqualTo(START);
        clock.advance(Duration.ofSeconds(1));

        assertThat(time.observe()).isEqualTo(START.plusSeconds(1));
        assertThat(time.observe()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void noRecoveryPointOfALockedVaultIsDeletedAndInItsGraceNeither() {
        var points = new RecoveryPoints(new Journal(database, Events.NONE));
        var point = SamplePoints.in(vault).make();
        points.add(point);
        locks.put(vault, order(null, null, 3));

        assertRefused(
                () -> points.startDeleting(point.id()),
                INVALID_REQUEST,
                "Recovery point cannot be deleted (Backup vault configured with vault lock)");
        assertThat(points.findById(point.id()).map(RecoveryPoint::status)).contains(point.status());
        locks.remove(vault);
        assertThat(points.startDeleting(point.id())).isTrue();
    }

    @Test
    void aLockedVaultIsDeletedWhenItIsEmptyOnly() {
        var points = new RecoveryPoints(new Journal(database, Events.NONE));
        var point = SamplePoints.in(vault).make();
        points.add(point);
        locks.put(vault, order(null, null, 3));
        clock.advance(Duration.ofDays(5));

        assertRefused(() -> vaults.delete(vault), INVALID_REQUEST, "contains recovery points");
        points.remove(point);
        vaults.delete(vault);
        assertThat(vaults.findById(vault.id())).isEmpty();
    }

    @Test
    void aListOfVaultsShowsALockAtOnce() {
        var all = new Page(10, null);
        assertThat(vaults.list(CALLER, all).rows().getFirst().lock()).isNull();
        locks.put(vault, GOVERNANCE);
        assertThat(vaults.list(CALLER, all).rows().getFirst().lock()).isNotNull();
        locks.remove(vault);
        assertThat(vaults.list(CALLER, all).rows().getFirst().lock()).isNull();
    }

    @Test
    void aVaultThatIsGoneIsNotLocked() {
        vaults.delete(vault);

        locks.put(vault, GOVERNANCE);
        locks.remove(vault);
        assertThat(vaults.findById(vault.id())).isEmpty();
    }

    @Test
    void daysOutOfBoundsAreRefusedAndTheLockStaysAsItIs() {
        locks.put(vault, GOVERNANCE);

        assertRefused(() -> locks.put(vault, order(0, null, null)), INVALID_PARAMETER_VALUE, "Min");
        assertRefused(
                () -> locks.put(vault, order(null, 36501, null)), INVALID_PARAMETER_VALUE, "Max");
        assertRefused(
                () -> locks.put(vault, order(36, 35, null)),
                INVALID_PARAMETER_VALUE,
                "MinRetentionDays 36 cannot be more than MaxRetentionDays 35");
        assertRefused(() -> order(null, null, 2), INVALID_PARAMETER_VALUE, "less than 3");
        assertRefused(() -> order(null, null, 36501), INVALID_PARAMETER_VALUE, "more than 36500");
        assertThat(lock().minRetentionDays()).hasValue(7);
    }

    private void restartAt(Instant now) {
        clock = new ServiceClock(() -> now);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        locks = new VaultLocks(database, new LockTime(database, clock));
    }

    private Vault found() {
        return vaults.require(CALLER, "home");
    }

    private VaultLock lock() {
        return requireNonNull(found().lock());
    }

    private static LockOrder order(
            @Nullable Integer min, @Nullable Integer max, @Nullable Integer changeable) {
        return new LockOrder(days(min), days(max), days(changeable));
    }

    private static OptionalInt days(@Nullable Integer days) {
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }
}
