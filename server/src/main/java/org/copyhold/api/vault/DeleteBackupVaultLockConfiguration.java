package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DeleteBackupVaultLockConfigurationRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultLockConfigurationResponse;

/** Takes a vault's lock away. */
public final class DeleteBackupVaultLockConfiguration
        implements Operation<
                DeleteBackupVaultLockConfigurationRequest,
                DeleteBackupVaultLockConfigurationResponse> {
    private final Vaults vaults;
    private final VaultLocks locks;

    public DeleteBackupVaultLockConfiguration(Vaults vaults, VaultLocks locks) {
        this.vaults = vaults;
        this.locks = locks;
    }

    @Override
    public DeleteBackupVaultLockConfigurationResponse handle(
            Caller caller, DeleteBackupVaultLockConfigurationRequest in) {
        locks.remove(vaults.require(caller, in.backupVaultName()));
        return DeleteBackupVaultLockConfigurationResponse.builder().build();
    }
}
