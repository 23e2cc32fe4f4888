package org.copyhold.api.point;

import org.copyhold.api.Operation;
import org.copyhold.control.point.Deletions;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointResponse;

/** Deletes a recovery point. Unless its store is in trouble, it is gone when this answers. */
public final class DeleteRecoveryPoint
        implements Operation<DeleteRecoveryPointRequest, DeleteRecoveryPointResponse> {
    private final PointLookup lookup;
    private final Deletions deletions;

    public DeleteRecoveryPoint(PointLookup lookup, Deletions deletions) {
        this.lookup = lookup;
        this.deletions = deletions;
    }

    @Override
    public DeleteRecoveryPointResponse handle(Caller caller, DeleteRecoveryPointRequest in) {
        deletions.delete(lookup.require(caller, in.backupVaultName(), in.recoveryPointArn(), null));
        return DeleteRecoveryPointResponse.builder().build();
    }
}
