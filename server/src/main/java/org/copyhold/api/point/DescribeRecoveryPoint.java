package org.copyhold.api.point;

import org.copyhold.api.Operation;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;

/** Shows a recovery point. */
public final class DescribeRecoveryPoint
        implements Operation<DescribeRecoveryPointRequest, DescribeRecoveryPointResponse> {
    private final PointLookup lookup;

    public DescribeRecoveryPoint(PointLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public DescribeRecoveryPointResponse handle(Caller caller, DescribeRecoveryPointRequest in) {
        var point =
                lookup.require(
                        caller,
                        in.backupVaultName(),
                        in.recoveryPointArn(),
                        in.backupVaultAccountId());
        return PointMembers.ALL.show(point, DescribeRecoveryPointResponse.builder()).build();
    }
}
