package org.copyhold.api.vault;

import org.copyhold.api.wire.Members;
import org.copyhold.control.vault.Vault;

import software.amazon.awssdk.services.backup.model.VaultState;
import software.amazon.awssdk.services.backup.model.VaultType;

/** How clients see a vault. */
final class VaultMembers {
    static final Members<Vault> ALL =
            new Members<Vault>()
                    .with("BackupVaultName", Vault::name)
                    .with("BackupVaultArn", vault -> vault.arn().toString())
                    .with("VaultType", _ -> VaultType.BACKUP_VAULT.toString())
                    .with("VaultState", _ -> VaultState.AVAILABLE.toString())
                    .with("EncryptionKeyArn", Vault::encryptionKeyArn)
                    .with("CreationDate", Vault::createdAt)
                    .with("CreatorRequestId", Vault::creatorRequestId)
                    .with("NumberOfRecoveryPoints", Vault::points)
                    .with("Locked", _ -> false);

    private VaultMembers() {}
}
