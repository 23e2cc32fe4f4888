package org.copyhold.control.copy;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.job.JobIds;
import org.copyhold.control.job.Roles;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.ServiceClock;

/** Finds what a copy is to be made of. Thread-safe. */
public final class CopySources {
    private final Vaults vaults;
    private final RecoveryPoints points;
    private final Roles roles;
    private final ServiceClock clock;

    public CopySources(Vaults vaults, RecoveryPoints points, Roles roles, ServiceClock clock) {
        this.vaults = vaults;
        this.points = points;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * A new job for the order, in the order of AWS Backup's own checks: vault, recovery point,
     * role, state.
     */
    CopyJob job(CopyOrder order) {
        var caller = order.caller();
        var vault = vaults.require(caller, order.sourceVault().text());
        var point =
                points.find(vault.id(), order.point())
                        .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find recovery point."));
        roles.check(caller, order.role());
        if (point.status() != PointStatus.COMPLETED) {
            throw INVALID_REQUEST.with(
                    "Recovery point "
                            + point.arn()
                            + " is "
                            + point.status()
                            + " and cannot be copied.");
        }
        return new CopyJob(
                JobIds.newJob(),
                caller.account(),
                caller.region(),
                clock.instant(),
                CopyJob.Source.of(point),
                order.destination(),
                JobIds.newPoint(),
                order.role().toString(),
                order.lifecycle(),
                new CopyState.Created(),
                1);
    }
}
