package org.copyhold.control.restore;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.job.JobIds;
import org.copyhold.control.job.Roles;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.kit.ServiceClock;

/** Finds what a restore is to be made of. Thread-safe. */
public final class RestoreSources {
    private final RecoveryPoints points;
    private final Roles roles;
    private final RestoreCheck check;
    private final ServiceClock clock;

    public RestoreSources(
            RecoveryPoints points, Roles roles, RestoreCheck check, ServiceClock clock) {
        this.points = points;
        this.roles = roles;
        this.check = check;
        this.clock = clock;
    }

    /** A new job for the request. */
    RestoreJob job(RestoreRequest request) {
        var caller = request.caller();
        var point =
                points.find(caller.account(), caller.region(), request.point())
                        .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find recovery point."));
        if (request.role() != null) {
            roles.check(caller, request.role());
        }
        checkPoint(request, point);
        var job =
                new RestoreJob(
                        JobIds.newJob(),
                        caller.account(),
                        caller.region(),
                        clock.instant(),
                        RestoreJob.Source.of(point),
                        request.metadata(),
                        request.role() == null ? null : request.role().toString(),
                        new RestoreState.Pending(),
                        1);
        check.check(job);
        return job;
    }

    private static void checkPoint(RestoreRequest request, RecoveryPoint point) {
        var type = point.origin().resourceType();
        if (request.resourceType() != null && !request.resourceType().equals(type)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Recovery point %s is of resource type %s, not %s."
                            .formatted(point.arn(), type, request.resourceType()));
        }
        if (point.isComposite()) {
            throw INVALID_REQUEST.with(
                    "Recovery point %s is a composite recovery point and cannot be restored as a whole. Restore its nested recovery points."
                            .formatted(point.arn()));
        }
        if (!point.status().isWhole()) {
            throw INVALID_REQUEST.with(
                    "Recovery point %s is %s and cannot be restored."
                            .formatted(point.arn(), point.status()));
        }
    }
}
