package org.copyhold.api.vault;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.Operation;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.GetBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.GetBackupVaultAccessPolicyResponse;

/** Shows a vault's access policy, to the byte as it was put. */
public final class GetBackupVaultAccessPolicy
        implements Operation<
                GetBackupVaultAccessPolicyRequest, GetBackupVaultAccessPolicyResponse> {
    private final Vaults vaults;
    private final VaultPolicies policies;

    public GetBackupVaultAccessPolicy(Vaults vaults, VaultPolicies policies) {
        this.vaults = vaults;
        this.policies = policies;
    }

    @Override
    public GetBackupVaultAccessPolicyResponse handle(
            Caller caller, GetBackupVaultAccessPolicyRequest in) {
        var vault = vaults.require(caller, in.backupVaultName());
        var document =
                policies.document(vault)
                        .orElseThrow(
                                () ->
                                        RESOURCE_NOT_FOUND.with(
                                                "Backup vault "
                                                        + vault.name()
                                                        + " has no access policy."));
        return GetBackupVaultAccessPolicyResponse.builder()
                .backupVaultName(vault.name())
                .backupVaultArn(vault.arn().toString())
                .policy(document)
                .build();
    }
}
