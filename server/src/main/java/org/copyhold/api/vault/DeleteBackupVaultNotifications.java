package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.VaultNotifications;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DeleteBackupVaultNotificationsRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultNotificationsResponse;

/** Ends a vault's notifications. */
public final class DeleteBackupVaultNotifications
        implements Operation<
                DeleteBackupVaultNotificationsRequest, DeleteBackupVaultNotificationsResponse> {
    private final Vaults vaults;
    private final VaultNotifications notifications;

    public DeleteBackupVaultNotifications(Vaults vaults, VaultNotifications notifications) {
        this.vaults = vaults;
        this.notifications = notifications;
    }

    @Override
    public DeleteBackupVaultNotificationsResponse handle(
            Caller caller, DeleteBackupVaultNotificationsRequest in) {
        notifications.remove(vaults.require(caller, in.backupVaultName()));
        return DeleteBackupVaultNotificationsResponse.builder().build();
    }
}
