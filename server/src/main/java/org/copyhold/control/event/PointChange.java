package org.copyhold.control.event;

import org.copyhold.control.point.RecoveryPoint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A recovery point that came to be, changed or went, as events and notifications tell it.
 *
 * @param status the status to tell
 * @param storageClass where its bytes are
 */
record PointChange(RecoveryPoint point, String status, String storageClass, boolean isNew)
        implements Change {
    private static final String DELETED = "DELETED";

    /** A recovery point that came to be. */
    static PointChange added(RecoveryPoint point) {
        return of(point, true);
    }

    /** A recovery point that was there before, as it is now. */
    static PointChange changed(RecoveryPoint point) {
        return of(point, false);
    }

    private static PointChange of(RecoveryPoint point, boolean isNew) {
        return new PointChange(point, point.status().name(), point.storageClass().name(), isNew);
    }

    /** A recovery point that is gone. */
    static PointChange deleted(RecoveryPoint point) {
        return new PointChange(point, DELETED, DELETED, false);
    }

    @Override
    public Event event() {
        var home = point.home();
        var origin = point.origin();
        var dates = point.dates();
        var detail =
                new Detail()
                        .with("backupVaultName", home.vaultName())
                        .with("backupVaultArn", home.vaultArn())
                        .with("creationDate", dates.created())
                        .with("iamRoleArn", origin.iamRoleArn())
                        .with("resourceType", origin.resourceType())
                        .with("resourceArn", origin.resource())
                        .with("status", status)
                        .with("isEncrypted", "true")
                        .with("storageClass", storageClass)
                        .with("completionDate", dates.completed())
                        .lifecycle(point.lifecycle(), point.lifeFrom())
                        .composition(point.composition());
        return new Event(
                point.id(),
                "Recovery Point State Change",
                new Event.Place(home.account(), home.region()),
                List.of(point.arn()),
                detail.members());
    }

    /** That it came to be, the notification of its job tells. */
    @Override
    public Optional<Notification> notification() {
        if (isNew) {
            return Optional.empty();
        }
        var home = point.home();
        var message =
                "An AWS Backup recovery point was modified. Recovery point ARN: %s. Resource ARN : %s. Status : %s"
                        .formatted(point.arn(), point.origin().resource(), status);
        var attributes =
                Notification.attributes(
                        "RECOVERY_POINT", status, home.account(), point.arn().toString());
        return Optional.of(
                new Notification(
                                home.vaultArn(),
                                Set.of("RECOVERY_POINT_MODIFIED"),
                                message,
                                attributes)
                        .since(point.dates().created()));
    }
}
