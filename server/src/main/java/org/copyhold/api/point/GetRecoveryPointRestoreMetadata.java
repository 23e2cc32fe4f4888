package org.copyhold.api.point;

import org.copyhold.api.Operation;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.GetRecoveryPointRestoreMetadataRequest;
import software.amazon.awssdk.services.backup.model.GetRecoveryPointRestoreMetadataResponse;

/** Shows what a restore of a recovery point may be asked for. */
public final class GetRecoveryPointRestoreMetadata
        implements Operation<
                GetRecoveryPointRestoreMetadataRequest, GetRecoveryPointRestoreMetadataResponse> {
    private final PointLookup lookup;

    public GetRecoveryPointRestoreMetadata(PointLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public GetRecoveryPointRestoreMetadataResponse handle(
            Caller caller, GetRecoveryPointRestoreMetadataRequest in) {
        var point =
                lookup.require(
                        caller,
                        in.backupVaultName(),
                        in.recoveryPointArn(),
                        in.backupVaultAccountId());
        return PointMembers.ALL
                .show(point, GetRecoveryPointRestoreMetadataResponse.builder())
                .build();
    }
}
