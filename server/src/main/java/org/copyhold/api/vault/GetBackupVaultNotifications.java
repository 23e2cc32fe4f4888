package org.copyhold.api.vault;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.VaultNotifications;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.GetBackupVaultNotificationsRequest;
import software.amazon.awssdk.services.backup.model.GetBackupVaultNotificationsResponse;

/** Shows which events of a vault which SNS topic is told. */
public final class GetBackupVaultNotifications
        implements Operation<
                GetBackupVaultNotificationsRequest, GetBackupVaultNotificationsResponse> {
    private final Vaults vaults;
    private final VaultNotifications notifications;

    public GetBackupVaultNotifications(Vaults vaults, VaultNotifications notifications) {
        this.vaults = vaults;
        this.notifications = notifications;
    }

    @Override
    public GetBackupVaultNotificationsResponse handle(
            Caller caller, GetBackupVaultNotificationsRequest in) {
        var vault = vaults.require(caller, in.backupVaultName());
        var found =
                notifications
                        .find(vault)
                        .orElseThrow(
                                () ->
                                        RESOURCE_NOT_FOUND.with(
                                                "Backup vault "
                                                        + vault.name()
                                                        + " has no notifications configured."));
        return GetBackupVaultNotificationsResponse.builder()
                .backupVaultName(vault.name())
                .backupVaultArn(vault.arn().toString())
                .snsTopicArn(found.topic().toString())
                .backupVaultEventsWithStrings(found.events())
                .build();
    }
}
