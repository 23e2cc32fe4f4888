package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Days;
import org.copyhold.control.vault.LockOrder;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.PutBackupVaultLockConfigurationRequest;
import software.amazon.awssdk.services.backup.model.PutBackupVaultLockConfigurationResponse;

/** Locks a vault, or changes the lock it has. */
public final class PutBackupVaultLockConfiguration
        implements Operation<
                PutBackupVaultLockConfigurationRequest, PutBackupVaultLockConfigurationResponse> {
    private final Vaults vaults;
    private final VaultLocks locks;

    public PutBackupVaultLockConfiguration(Vaults vaults, VaultLocks locks) {
        this.vaults = vaults;
        this.locks = locks;
    }

    @Override
    public void check(Caller caller, PutBackupVaultLockConfigurationRequest in) {
        order(in);
    }

    @Override
    public PutBackupVaultLockConfigurationResponse handle(
            Caller caller, PutBackupVaultLockConfigurationRequest in) {
        locks.put(vaults.require(caller, in.backupVaultName()), order(in));
        return PutBackupVaultLockConfigurationResponse.builder().build();
    }

    private static LockOrder order(PutBackupVaultLockConfigurationRequest in) {
        return new LockOrder(
                Days.read(in.minRetentionDays()),
                Days.read(in.maxRetentionDays()),
                Days.read(in.changeableForDays()));
    }
}
