package org.copyhold.control.access;

import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.policy.Policy;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import java.util.Optional;

/** Vaults and what they hold, as far as policies ask for them. Thread-safe. */
public final class Holdings {
    private final Vaults vaults;
    private final RecoveryPoints points;
    private final VaultPolicies policies;

    public Holdings(Vaults vaults, RecoveryPoints points, VaultPolicies policies) {
        this.vaults = vaults;
        this.points = points;
        this.policies = policies;
    }

    /** The policy of the vault that is, or holds, the target; empty when nothing is there. */
    Optional<Policy> policy(Caller caller, Target target) {
        return vault(caller, target).flatMap(policies::of);
    }

    /** The policy of a vault; empty when it has none, or is not there. */
    Optional<Policy> policy(Arn vault) {
        return policies.of(vault);
    }

    /** The tags of the target; none when nothing is there. */
    Tags tags(Caller caller, Target target) {
        return switch (target) {
            case Target.Anything _, Target.Other _ -> Tags.NONE;
            case Target.OfVault it -> tags(it.vault());
            case Target.OfPoint it -> find(caller, it).map(RecoveryPoint::tags).orElse(Tags.NONE);
        };
    }

    /** The tags of a vault. */
    Tags tags(Arn vault) {
        return vaults.find(vault).map(Vault::tags).orElse(Tags.NONE);
    }

    private Optional<Arn> vault(Caller caller, Target target) {
        return switch (target) {
            case Target.Anything _, Target.Other _ -> Optional.empty();
            case Target.OfVault it -> Optional.of(it.vault());
            case Target.OfPoint it when it.vault() != null -> Optional.of(it.vault());
            case Target.OfPoint it -> find(caller, it).map(point -> point.home().vaultArn());
        };
    }

    private Optional<RecoveryPoint> find(Caller caller, Target.OfPoint target) {
        return target.vault() == null
                ? points.find(caller.account(), caller.region(), target.point())
                : vaults.find(target.vault())
                        .map(Vault::id)
                        .flatMap(vault -> points.find(vault, target.point()));
    }
}
