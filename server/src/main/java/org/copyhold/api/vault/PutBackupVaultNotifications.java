package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.VaultNotification;
import org.copyhold.control.vault.VaultNotifications;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.PutBackupVaultNotificationsRequest;
import software.amazon.awssdk.services.backup.model.PutBackupVaultNotificationsResponse;

/** Says which events of a vault an SNS topic is told. */
public final class PutBackupVaultNotifications
        implements Operation<
                PutBackupVaultNotificationsRequest, PutBackupVaultNotificationsResponse> {
    private final Vaults vaults;
    private final VaultNotifications notifications;

    public PutBackupVaultNotifications(Vaults vaults, VaultNotifications notifications) {
        this.vaults = vaults;
        this.notifications = notifications;
    }

    @Override
    public void check(Caller caller, PutBackupVaultNotificationsRequest in) {
        wanted(in);
    }

    @Override
    public PutBackupVaultNotificationsResponse handle(
            Caller caller, PutBackupVaultNotificationsRequest in) {
        notifications.put(vaults.require(caller, in.backupVaultName()), wanted(in));
        return PutBackupVaultNotificationsResponse.builder().build();
    }

    private static VaultNotification wanted(PutBackupVaultNotificationsRequest in) {
        return new VaultNotification(
                Arn.require("SNSTopicArn", in.snsTopicArn()), in.backupVaultEventsAsStrings());
    }
}
