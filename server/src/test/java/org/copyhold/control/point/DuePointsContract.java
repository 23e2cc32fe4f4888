package org.copyhold.control.point;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.copyhold.kit.Position;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How due recovery points are found, and what may be done with them. */
abstract class DuePointsContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");

    @TempDir Path folder;
    Database database;
    private ServiceClock clock;
    private Vault vault;
    private RecoveryPoints points;
    private DuePoints due;

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
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRecoveryPointIsDueAtTheMillisecondAndNotBefore() {
        var point = add(deletedAfter(10));
        var end = point.deleteAt().orElseThrow();

        assertThat(due.forDeletion(end.minusMillis(1), DuePoints.START, 10)).isEmpty();
        assertThat(due.startDeleting(point.id(), end.minusMillis(1))).isFalse();
        assertThat(due.forDeletion(end, DuePoints.START, 10))
                .containsExactly(new Position(end.toEpochMilli(), point.id()));
        assertThat(due.startDeleting(point.id(), end)).isTrue();
        assertThat(statusOf(point)).isEqualTo(PointStatus.DELETING);
        assertThat(due.forDeletion(end, DuePoints.START, 10)).isEmpty();
        assertThat(due.startDeleting(point.id(), end)).isFalse();
    }

    @Test
    void theLongestDueComesFirstInBatchesThatMissNone() {
        for (var days : List.of(30, 10, 20, 10, 40, 25)) {
            add(deletedAfter(days));
        }
        add(Lifecycle.NONE);
        var seen = new ArrayList<Position>();
        var after = DuePoints.START;
        List<Position> batch;
        do {
            batch = due.forDeletion(START.plus(Duration.ofDays(31)), after, 2);
            seen.addAll(batch);
            after = batch.isEmpty() ? after : batch.getLast();
        } while (!batch.isEmpty());

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen)
                .extracting(found -> Duration.ofMillis(found.rank() - START.toEpochMilli()))
                .extracting(Duration::toDays)
                .containsExactly(10L, 10L, 20L, 25L, 30L);
    }

    @Test
    void coldIsAStateThatIsEnteredOnceAndOnItsDay() {
        var point = add(new Lifecycle(OptionalInt.of(5), OptionalInt.of(95)));
        var day = point.coldAt().orElseThrow();

        assertThat(due.forCold(day.minusMillis(1), DuePoints.START, 10)).isEmpty();
        assertThat(due.moveToCold(point.id(), day.minusMillis(1))).isFalse();
        assertThat(due.forCold(day, DuePoints.START, 10)).hasSize(1);
        assertThat(due.moveToCold(point.id(), day)).isTrue();
        assertThat(found(point).storageClass()).isEqualTo(StorageClass.COLD);
        assertThat(found(point).state().version()).isEqualTo(point.state().version());
        assertThat(due.forCold(day, DuePoints.START, 10)).isEmpty();
        assertThat(due.moveToCold(point.id(), day)).isFalse();
    }

    @Test
    void whatCannotBeDeletedIsExpiredAndStaysDue() {
        var point = add(deletedAfter(1));
        var end = point.deleteAt().orElseThrow();

        assertThat(due.expire(point.id(), end.minusMillis(1))).isFalse();
        assertThat(due.expire(point.id(), end)).isTrue();
        assertThat(due.expire(point.id(), end)).isFalse();
        assertThat(statusOf(point)).isEqualTo(PointStatus.EXPIRED);
        assertThat(due.forDeletion(end, DuePoints.START, 10)).hasSize(1);
        assertThat(due.startDeleting(point.id(), end)).isTrue();
    }

    @Test
    void aLifecycleThatChangedMeanwhileCounts() {
        var point = add(deletedAfter(10));
        var end = point.deleteAt().orElseThrow();
        var changes = new LifecycleChanges(new Journal(database, Events.NONE), points, clock);
        changes.change(point.id(), deletedAfter(11));

        assertThat(due.startDeleting(point.id(), end)).isFalse();
        assertThat(due.forDeletion(end, DuePoints.START, 10)).isEmpty();
        assertThat(due.startDeleting(point.id(), end.plus(Duration.ofDays(1)))).isTrue();
    }

    @Test
    void aLockDoesNotKeepWhatHasComeToItsEnd() {
        var point = add(deletedAfter(10));
        new VaultLocks(database, new LockTime(database, clock))
                .put(
                        vault,
                        new LockOrder(OptionalInt.of(20), OptionalInt.empty(), OptionalInt.of(3)));

        assertThat(due.startDeleting(point.id(), point.deleteAt().orElseThrow())).isTrue();
    }

    @Test
    void aJobThatReadsARecoveryPointHoldsItsDeletionUp() {
        for (var state : List.of("CREATED", "RUNNING")) {
            var point = add(deletedAfter(1));
            copying(point, state);
            assertThat(due.startDeleting(point.id(), point.deleteAt().orElseThrow())).isFalse();
            assertThat(due.expire(point.id(), point.deleteAt().orElseThrow())).isFalse();
            database.write(handle -> handle.execute("update copy_job set state = 'FAILED'"));
            assertThat(due.startDeleting(point.id(), point.deleteAt().orElseThrow())).isTrue();
        }
        for (var state : List.of("PENDING", "RUNNING")) {
            var point = add(deletedAfter(1));
            restoring(point, state);
            assertThat(due.startDeleting(point.id(), point.deleteAt().orElseThrow())).isFalse();
            database.write(handle -> handle.execute("update restore_job set state = 'COMPLETED'"));
            assertThat(due.startDeleting(point.id(), point.deleteAt().orElseThrow())).isTrue();
        }
    }

    @Test
    void aCopyHoldsTheMoveToColdStorageUpAndARestoreDoesNot() {
        var copied = add(new Lifecycle(OptionalInt.of(1), OptionalInt.empty()));
        var restored = add(new Lifecycle(OptionalInt.of(1), OptionalInt.empty()));
        copying(copied, "RUNNING");
        restoring(restored, "RUNNING");
        var day = copied.coldAt().orElseThrow();

        assertThat(due.moveToCold(copied.id(), day)).isFalse();
        assertThat(due.moveToCold(restored.id(), day)).isTrue();
        database.write(handle -> handle.execute("update copy_job set state = 'COMPLETED'"));
        assertThat(due.moveToCold(copied.id(), day)).isTrue();
    }

    RecoveryPoint add(Lifecycle lifecycle) {
        var point = SamplePoints.in(vault).at(START).living(lifecycle).make();
        points.add(point);
        return point;
    }

    static Lifecycle deletedAfter(int days) {
        return new Lifecycle(OptionalInt.empty(), OptionalInt.of(days));
    }

    private void copying(RecoveryPoint point, String state) {
        insert(
                """
                insert into copy_job (id, account, region, created_at, source_vault_arn,
                    source_point_arn, source_point_id, destination_vault_arn, point_id,
                    resource_arn, resource_type, role_arn, size_bytes, state, wanted_bytes,
                    moved_bytes, skipped_bytes, stored_bytes, version)
                values (:job, 'a', 'r', 0, 'v', 'p', :point, 'd', 'n', 'x', 'EFS', 'i', 0, :state,
                    0, 0, 0, 0, 1)
                """,
                point,
                state);
    }

    private void restoring(RecoveryPoint point, String state) {
        insert(
                """
                insert into restore_job (id, account, region, created_at, point_arn, point_id,
                    point_created_at, vault_arn, resource_arn, resource_type, metadata, size_bytes,
                    state, wanted_bytes, moved_bytes, skipped_bytes, stored_bytes, version)
                values (:job, 'a', 'r', 0, 'p', :point, 0, 'v', 'x', 'EFS', '{}', 0, :state,
                    0, 0, 0, 0, 1)
                """,
                point,
                state);
    }

    private void insert(String sql, RecoveryPoint point, String state) {
        database.write(
                handle ->
                        handle.createUpdate(sql)
                                .bind("job", "job-" + point.id())
                                .bind("point", point.id())
                                .bind("state", state)
                                .execute());
    }

    private RecoveryPoint found(RecoveryPoint point) {
        return points.findById(point.id()).orElseThrow();
    }

    private PointStatus statusOf(RecoveryPoint point) {
        return found(point).status();
    }
}
