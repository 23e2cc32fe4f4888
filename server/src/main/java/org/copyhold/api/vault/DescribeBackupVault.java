package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;

/** Shows a vault. */
public final class DescribeBackupVault
        implements Operation<DescribeBackupVaultRequest, DescribeBackupVaultResponse> {
    private final Vaults vaults;

    public DescribeBackupVault(Vaults vaults) {
        this.vaults = vaults;
    }

    @Override
    public DescribeBackupVaultResponse handle(Caller caller, DescribeBackupVaultRequest in) {
        var vault = vaults.require(caller, in.backupVaultName(), in.backupVaultAccountId());
        return VaultMembers.ALL.show(vault, DescribeBackupVaultResponse.builder()).build();
    }
}
