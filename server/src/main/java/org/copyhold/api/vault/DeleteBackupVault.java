package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DeleteBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultResponse;

/** Removes an empty vault. */
public final class DeleteBackupVault
        implements Operation<DeleteBackupVaultRequest, DeleteBackupVaultResponse> {
    private final Vaults vaults;

    public DeleteBackupVault(Vaults vaults) {
        this.vaults = vaults;
    }

    @Override
    public DeleteBackupVaultResponse handle(Caller caller, DeleteBackupVaultRequest in) {
        vaults.delete(vaults.require(caller, in.backupVaultName()));
        return DeleteBackupVaultResponse.builder().build();
    }
}
