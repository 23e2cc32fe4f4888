package org.copyhold.api.point;

import static org.copyhold.kit.ErrorCode.MISSING_PARAMETER_VALUE;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Lifecycles;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.LifecycleChanges;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleRequest;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;

/** Gives a recovery point another lifecycle. */
public final class UpdateRecoveryPointLifecycle
        implements Operation<
                UpdateRecoveryPointLifecycleRequest, UpdateRecoveryPointLifecycleResponse> {
    private final PointLookup lookup;
    private final LifecycleChanges changes;
    private final Runnable stateOwed;

    /**
     * @param stateOwed told after each change, which the store has to get as well
     */
    public UpdateRecoveryPointLifecycle(
            PointLookup lookup, LifecycleChanges changes, Runnable stateOwed) {
        this.lookup = lookup;
        this.changes = changes;
        this.stateOwed = stateOwed;
    }

    @Override
    public void check(Caller caller, UpdateRecoveryPointLifecycleRequest in) {
        Arn.require("RecoveryPointArn", in.recoveryPointArn());
        wanted(in);
    }

    @Override
    public UpdateRecoveryPointLifecycleResponse handle(
            Caller caller, UpdateRecoveryPointLifecycleRequest in) {
        var point = lookup.require(caller, in.backupVaultName(), in.recoveryPointArn(), null);
        var changed = changes.change(point.id(), wanted(in));
        stateOwed.run();
        return PointMembers.ALL
                .show(changed, UpdateRecoveryPointLifecycleResponse.builder())
                .build();
    }

    private static Lifecycle wanted(UpdateRecoveryPointLifecycleRequest in) {
        if (in.lifecycle() == null) {
            throw MISSING_PARAMETER_VALUE.with(
                    "Lifecycle is missing. To keep the recovery point for ever, give -1 for both"
                            + " of its members.");
        }
        return Lifecycles.read(in.lifecycle());
    }
}
