package org.copyhold.control.point;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.event.Journal;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives recovery points other lifecycles when somebody asks for it. Thread-safe. */
public final class LifecycleChanges {
    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final Journal journal;
    private final RecoveryPoints points;
    private final Composites composites;
    private final ServiceClock clock;

    public LifecycleChanges(Journal journal, RecoveryPoints points, ServiceClock clock) {
        this.database = journal.database();
        this.journal = journal;
        this.composites = new Composites(journal);
        this.points = points;
        this.clock = clock;
    }

    /**
     * Replaces a recovery point's lifecycle; the new state is owed to the store. An EXPIRED one
     * lives on.
     *
     * @return the recovery point as it is then
     * @throws org.copyhold.kit.BackupException InvalidRequestException when its vault is locked or
     *     it is being deleted; InvalidParameterValueException when the lifecycle does not fit what
     *     the recovery point has gone through already
     */
    public RecoveryPoint change(String id, Lifecycle wanted) {
        while (true) {
            var changed = tryChange(id, wanted);
            if (changed.isPresent()) {
                return changed.get();
            }
            Thread.onSpinWait();
        }
    }

    /** Empty when another changed the recovery point meanwhile. */
    private Optional<RecoveryPoint> tryChange(String id, Lifecycle wanted) {
        return database.write(
                handle -> {
                    var point =
                            points.findById(id)
                                    .orElseThrow(
                                            () ->
                                                    RESOURCE_NOT_FOUND.with(
                                                            "Cannot find recovery point."));
                    checkChangeable(handle, point);
                    if (!store(handle, point, fit(point, wanted, clock.instant()))) {
                        return Optional.empty();
                    }
                    var changed = points.findById(id);
                    changed.ifPresent(journal.events()::recoveryPoint);
                    changed.ifPresent(composites::changed);
                    return changed;
                });
    }

    private static void checkChangeable(Handle handle, RecoveryPoint point) {
        if (point.isComposite()) {
            throw INVALID_REQUEST.with(
                    "Recovery point %s is a composite recovery point: it lives as long as its nested recovery points. Change their lifecycles."
                            .formatted(point.arn()));
        }
        if (!point.status().isWhole()) {
            throw INVALID_REQUEST.with(
                    "Recovery point %s is %s: its lifecycle cannot be changed."
                            .formatted(point.arn(), point.status()));
        }
        var locked =
                handle.createQuery(
                                """
                                select count(*) from vault
                                where id = :vault and lock_set_at is not null
                                """)
                        .bind("vault", point.home().vaultId())
                        .mapTo(Long.class)
                        .one();
        if (locked > 0) {
            throw INVALID_REQUEST.with(
                    "Lifecycle of recovery point cannot be updated (Backup vault configured with"
                            + " vault lock)");
        }
    }

    /** The lifecycle that a recovery point gets: in cold storage, the day it moved stays. */
    private static Lifecycle fit(RecoveryPoint point, Lifecycle asked, Instant now) {
        var wanted = point.type().map(type -> type.tiered(asked)).orElse(asked);
        var lifecycle = point.storageClass() == StorageClass.COLD ? frozen(point, wanted) : wanted;
        var created = point.dates().created();
        if (!lifecycle.coldAfterDays().equals(point.lifecycle().coldAfterDays())) {
            lifecycle
                    .coldAt(created)
                    .filter(at -> at.isBefore(now.plus(DAY)))
                    .ifPresent(_ -> refuseCold(lifecycle, created, now));
        }
        lifecycle
                .deleteAt(created)
                .filter(at -> !at.isAfter(now))
                .ifPresent(at -> refusePast(lifecycle, at));
        return lifecycle;
    }

    private static Lifecycle frozen(RecoveryPoint point, Lifecycle wanted) {
        var days = point.lifecycle().coldAfterDays();
        if (wanted.coldAfterDays().isPresent() && !wanted.coldAfterDays().equals(days)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid lifecycle. MoveToColdStorageAfterDays cannot be changed after the"
                            + " recovery point has moved to cold storage");
        }
        return new Lifecycle(days, wanted.deleteAfterDays(), wanted.optInToArchive());
    }

    private static void refuseCold(Lifecycle lifecycle, Instant created, Instant now) {
        throw INVALID_PARAMETER_VALUE.with(
                "Invalid lifecycle. MoveToColdStorageAfterDays %d must be at least one day more than the age of the recovery point, which was created at %s, %d days ago"
                        .formatted(
                                lifecycle.coldAfterDays().orElseThrow(),
                                created,
                                Duration.between(created, now).toDays()));
    }

    private static void refusePast(Lifecycle lifecycle, Instant end) {
        throw INVALID_PARAMETER_VALUE.with(
                "Invalid lifecycle. DeleteAfterDays %d ended at %s already. To delete the recovery point now, use DeleteRecoveryPoint"
                        .formatted(lifecycle.deleteAfterDays().orElseThrow(), end));
    }

    private static boolean store(Handle handle, RecoveryPoint point, Lifecycle lifecycle) {
        var created = point.dates().created();
        return handle.createUpdate(
                                """
                                update recovery_point
                                set cold_after_days = :cold, delete_after_days = :delete,
                                    archive_opt_in = :archive,
                                    cold_at = :coldAt, delete_at = :deleteAt,
                                    status = 'COMPLETED', state_version = state_version + 1
                                where id = :id and state_version = :version
                                    and status = :status and storage_class = :class
                                """)
                        .bind("id", point.id())
                        .bind("version", point.state().version())
                        .bind("status", point.status().name())
                        .bind("class", point.storageClass().name())
                        .bind("cold", PointRows.days(lifecycle.coldAfterDays()))
                        .bind("delete", PointRows.days(lifecycle.deleteAfterDays()))
                        .bind("archive", PointRows.flag(lifecycle.optInToArchive()))
                        .bind("coldAt", PointRows.millis(lifecycle.coldAt(created)))
                        .bind("deleteAt", PointRows.millis(lifecycle.deleteAt(created)))
                        .execute()
                == 1;
    }
}
