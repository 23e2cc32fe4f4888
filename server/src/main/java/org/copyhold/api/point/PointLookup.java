package org.copyhold.api.point;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Finds the recovery point that a request names by vault and ARN, or refuses as AWS Backup does.
 */
public final class PointLookup {
    private final Vaults vaults;
    private final RecoveryPoints points;

    public PointLookup(Vaults vaults, RecoveryPoints points) {
        this.vaults = vaults;
        this.points = points;
    }

    /**
     * The recovery point of that ARN in the caller's vault of that name.
     *
     * @param owner the account that owns the vault; the caller's when null
     * @throws org.copyhold.kit.BackupException for a vault that is not there first, then
     *     ResourceNotFoundException
     */
    RecoveryPoint require(
            Caller caller, String vaultName, String pointArn, @Nullable String owner) {
        var arn = Arn.require("RecoveryPointArn", pointArn);
        var vault = vaults.require(caller, vaultName, owner);
        return points.find(vault.id(), arn)
                .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find recovery point."));
    }
}
