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
    public PutBackupVaultNotificationsResponse handle(
            Caller caller, PutBackupVaultNotificationsRequest in) {
        var topic = Arn.require("SNSTopicArn", in.snsTopicArn());
        var wanted = new VaultNotification(topic, in.backupVaultEventsAsStrings());
        notifications.put(vaults.require(caller, in.backupVaultName()), wanted);
        return PutBackupVaultNotificationsResponse.builder().build();
    }
}
