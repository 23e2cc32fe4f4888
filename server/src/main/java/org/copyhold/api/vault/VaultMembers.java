package org.copyhold.api.vault;

import org.copyhold.api.wire.Members;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultLock;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.backup.model.VaultState;
import software.amazon.awssdk.services.backup.model.VaultType;

import java.util.OptionalInt;
import java.util.function.Function;

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
                    .with("Locked", vault -> vault.lock() != null)
                    .with("MinRetentionDays", vault -> days(vault, VaultLock::minRetentionDays))
                    .with("MaxRetentionDays", vault -> days(vault, VaultLock::maxRetentionDays))
                    .with("LockDate", vault -> vault.lock() == null ? null : vault.lock().date());

    private VaultMembers() {}

    private static @Nullable Long days(Vault vault, Function<VaultLock, OptionalInt> bound) {
        var lock = vault.lock();
        var days = lock == null ? OptionalInt.empty() : bound.apply(lock);
        return days.isPresent() ? (Long) (long) days.getAsInt() : null;
    }
}
