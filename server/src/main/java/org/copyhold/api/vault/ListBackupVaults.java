package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.VaultType;

import java.util.List;

/** Lists the caller's vaults. None is air-gapped or another account's yet. */
public final class ListBackupVaults
        implements Operation<ListBackupVaultsRequest, ListBackupVaultsResponse> {
    private final Vaults vaults;

    public ListBackupVaults(Vaults vaults) {
        this.vaults = vaults;
    }

    @Override
    public ListBackupVaultsResponse handle(Caller caller, ListBackupVaultsRequest in) {
        var paging = Paging.of(caller, in);
        if (asksForOthers(in)) {
            return ListBackupVaultsResponse.builder().backupVaultList(List.of()).build();
        }
        var slice = vaults.list(caller, paging.page());
        return ListBackupVaultsResponse.builder()
                .backupVaultList(
                        slice.rows().stream()
                                .map(
                                        vault ->
                                                VaultMembers.ALL
                                                        .show(
                                                                vault,
                                                                BackupVaultListMember.builder())
                                                        .build())
                                .toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private static boolean asksForOthers(ListBackupVaultsRequest in) {
        var type = in.byVaultType();
        return Boolean.TRUE.equals(in.byShared())
                || (type != null && type != VaultType.BACKUP_VAULT);
    }
}
