package org.copyhold.api.resource;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.resource.ProtectedResources;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.ListProtectedResourcesByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesByBackupVaultResponse;

/** Lists the resources with recovery points in one vault, by ARN. */
public final class ListProtectedResourcesByBackupVault
        implements Operation<
                ListProtectedResourcesByBackupVaultRequest,
                ListProtectedResourcesByBackupVaultResponse> {
    private final Vaults vaults;
    private final ProtectedResources resources;

    public ListProtectedResourcesByBackupVault(Vaults vaults, ProtectedResources resources) {
        this.vaults = vaults;
        this.resources = resources;
    }

    @Override
    public ListProtectedResourcesByBackupVaultResponse handle(
            Caller caller, ListProtectedResourcesByBackupVaultRequest in) {
        var paging = Paging.of(caller, in);
        var vault = vaults.require(caller, in.backupVaultName(), in.backupVaultAccountId());
        var slice = resources.listByVault(vault.id(), paging.page());
        return ListProtectedResourcesByBackupVaultResponse.builder()
                .results(slice.rows().stream().map(ResourceMembers::line).toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }
}
