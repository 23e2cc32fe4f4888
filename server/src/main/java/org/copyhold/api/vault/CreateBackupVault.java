package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Flags;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.EncryptionKeyArn;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.CreateBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultResponse;

/** Makes a vault with a key of its own. */
public final class CreateBackupVault
        implements Operation<CreateBackupVaultRequest, CreateBackupVaultResponse> {
    private final Vaults vaults;

    public CreateBackupVault(Vaults vaults) {
        this.vaults = vaults;
    }

    @Override
    public void check(Caller caller, CreateBackupVaultRequest in) {
        order(caller, in);
    }

    @Override
    public CreateBackupVaultResponse handle(Caller caller, CreateBackupVaultRequest in) {
        var vault = vaults.create(order(caller, in));
        return VaultMembers.ALL.show(vault, CreateBackupVaultResponse.builder()).build();
    }

    private static VaultOrder order(Caller caller, CreateBackupVaultRequest in) {
        var key = in.encryptionKeyArn();
        return new VaultOrder(
                caller,
                new VaultName(in.backupVaultName()),
                key == null ? null : EncryptionKeyArn.parse(key),
                in.creatorRequestId(),
                Tags.of(in.backupVaultTags()),
                Flags.isSet(in, "Reencrypt"));
    }
}
