package org.copyhold.api.vault;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DeleteBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultAccessPolicyResponse;

/** Takes a vault's access policy away; that there is none is no error. */
public final class DeleteBackupVaultAccessPolicy
        implements Operation<
                DeleteBackupVaultAccessPolicyRequest, DeleteBackupVaultAccessPolicyResponse> {
    private final Vaults vaults;
    private final VaultPolicies policies;

    public DeleteBackupVaultAccessPolicy(Vaults vaults, VaultPolicies policies) {
        this.vaults = vaults;
        this.policies = policies;
    }

    @Override
    public DeleteBackupVaultAccessPolicyResponse handle(
            Caller caller, DeleteBackupVaultAccessPolicyRequest in) {
        policies.delete(vaults.require(caller, in.backupVaultName()));
        return DeleteBackupVaultAccessPolicyResponse.builder().build();
    }
}
