package org.copyhold.api.vault;

import static org.copyhold.kit.ErrorCode.MISSING_PARAMETER_VALUE;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.PutBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.PutBackupVaultAccessPolicyResponse;

/** Gives a vault an access policy, in the place of an earlier one. */
public final class PutBackupVaultAccessPolicy
        implements Operation<
                PutBackupVaultAccessPolicyRequest, PutBackupVaultAccessPolicyResponse> {
    private final Vaults vaults;
    private final VaultPolicies policies;

    public PutBackupVaultAccessPolicy(Vaults vaults, VaultPolicies policies) {
        this.vaults = vaults;
        this.policies = policies;
    }

    @Override
    public PutBackupVaultAccessPolicyResponse handle(
            Caller caller, PutBackupVaultAccessPolicyRequest in) {
        var policy = in.policy();
        if (policy == null) {
            throw MISSING_PARAMETER_VALUE.with("Policy is missing.");
        }
        while (!policies.put(vaults.require(caller, in.backupVaultName()), policy)) {
            // Deleted since it was found: the next look says so.
            Thread.onSpinWait();
        }
        return PutBackupVaultAccessPolicyResponse.builder().build();
    }
}
