package org.copyhold.api.point;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.point.PointFilter;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.Slice;

import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;

import java.util.List;

/** Lists a vault's recovery points, newest first. */
public final class ListRecoveryPointsByBackupVault
        implements Operation<
                ListRecoveryPointsByBackupVaultRequest, ListRecoveryPointsByBackupVaultResponse> {
    private final Vaults vaults;
    private final RecoveryPoints points;

    public ListRecoveryPointsByBackupVault(Vaults vaults, RecoveryPoints points) {
        this.vaults = vaults;
        this.points = points;
    }

    @Override
    public ListRecoveryPointsByBackupVaultResponse handle(
            Caller caller, ListRecoveryPointsByBackupVaultRequest in) {
        var paging = Paging.of(caller, in);
        var vault = vaults.require(caller, in.backupVaultName(), in.backupVaultAccountId());
        var slice = list(vault, in, paging.page());
        return ListRecoveryPointsByBackupVaultResponse.builder()
                .recoveryPoints(
                        slice.rows().stream().map(ListRecoveryPointsByBackupVault::shown).toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private Slice<RecoveryPoint> list(
            Vault vault, ListRecoveryPointsByBackupVaultRequest in, Page page) {
        if (in.byBackupPlanId() != null) {
            // No recovery point is a plan's yet.
            return new Slice<>(List.of(), null);
        }
        var resource = in.byResourceArn();
        var composite = in.byParentRecoveryPointArn();
        return points.list(
                vault.id(),
                new PointFilter(
                        resource == null ? null : Arn.require("ResourceArn", resource),
                        in.byResourceType(),
                        in.byCreatedBefore(),
                        in.byCreatedAfter(),
                        composite == null
                                ? null
                                : Arn.require("ParentRecoveryPointArn", composite)),
                page);
    }

    private static RecoveryPointByBackupVault shown(RecoveryPoint point) {
        return PointMembers.ALL.show(point, RecoveryPointByBackupVault.builder()).build();
    }
}
