package org.copyhold.api.point;

import org.copyhold.api.Operation;
import org.copyhold.control.point.Composites;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DisassociateRecoveryPointFromParentRequest;
import software.amazon.awssdk.services.backup.model.DisassociateRecoveryPointFromParentResponse;

/** Takes a nested recovery point out of its composite one; it stays in its vault. */
public final class DisassociateRecoveryPointFromParent
        implements Operation<
                DisassociateRecoveryPointFromParentRequest,
                DisassociateRecoveryPointFromParentResponse> {
    private final PointLookup lookup;
    private final Composites composites;
    private final Runnable stateOwed;

    /**
     * @param stateOwed told after each change, which the store has to get as well
     */
    public DisassociateRecoveryPointFromParent(
            PointLookup lookup, Composites composites, Runnable stateOwed) {
        this.lookup = lookup;
        this.composites = composites;
        this.stateOwed = stateOwed;
    }

    @Override
    public DisassociateRecoveryPointFromParentResponse handle(
            Caller caller, DisassociateRecoveryPointFromParentRequest in) {
        composites.disassociate(
                lookup.require(caller, in.backupVaultName(), in.recoveryPointArn(), null));
        stateOwed.run();
        return DisassociateRecoveryPointFromParentResponse.builder().build();
    }
}
