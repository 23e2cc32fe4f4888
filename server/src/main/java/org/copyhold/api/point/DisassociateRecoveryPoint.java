package org.copyhold.api.point;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DisassociateRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DisassociateRecoveryPointResponse;

/**
 * Gives a continuous recovery point back to the service it was made by. There is none of that kind
 * here: whatever is named is refused, and stays.
 */
public final class DisassociateRecoveryPoint
        implements Operation<DisassociateRecoveryPointRequest, DisassociateRecoveryPointResponse> {
    private final Vaults vaults;
    private final PointLookup lookup;

    public DisassociateRecoveryPoint(Vaults vaults, PointLookup lookup) {
        this.vaults = vaults;
        this.lookup = lookup;
    }

    @Override
    public DisassociateRecoveryPointResponse handle(
            Caller caller, DisassociateRecoveryPointRequest in) {
        var point = lookup.require(caller, in.backupVaultName(), in.recoveryPointArn(), null);
        throw INVALID_REQUEST.with(
                vaults.require(caller, in.backupVaultName()).lock() != null
                        ? "Recovery point cannot be disassociated (Backup vault configured with"
                                + " vault lock)"
                        : "Recovery point "
                                + point.arn()
                                + " is not a continuous backup and cannot be disassociated.");
    }
}
