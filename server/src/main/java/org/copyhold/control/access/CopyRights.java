package org.copyhold.control.access;

import org.copyhold.control.policy.Keys;
import org.copyhold.control.policy.Policy;
import org.copyhold.control.policy.Question;
import org.copyhold.control.policy.Verdict;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import java.util.Optional;

/**
 * Decides whether a copy may be made: whether its role may take the recovery point out of the
 * source vault, and put it into the destination vault. Thread-safe.
 */
public final class CopyRights {
    private final Identities identities;
    private final Holdings holdings;
    private final Circumstances circumstances;

    public CopyRights(Identities identities, Holdings holdings, Circumstances circumstances) {
        this.identities = identities;
        this.holdings = holdings;
        this.circumstances = circumstances;
    }

    /**
     * A copy that is to be made.
     *
     * @param sourceVault the vault that holds the recovery point
     * @param tags those of the recovery point
     * @param destination the vault that is to hold the copy
     * @param role the role in the source account that makes it
     */
    public record Plan(Arn sourceVault, Arn point, Tags tags, Arn destination, Arn role) {}

    /**
     * Whether the copy may leave its vault: {@code backup:CopyFromBackupVault} on the recovery
     * point, by the source vault's policy and the role's own.
     */
    public boolean mayLeave(Plan plan) {
        var vault = plan.sourceVault();
        var keys = keys(plan, vault).with("backup:CopyTargets", plan.destination());
        circumstances
                .organizationPath(plan.destination().account())
                .ifPresent(it -> keys.with("backup:CopyTargetOrgPaths", it));
        keys.withResourceTags(() -> plan.tags().byKey());
        return isAllowed(
                new Question(
                        plan.role(), "backup:CopyFromBackupVault", plan.point().toString(), keys),
                vault);
    }

    /**
     * Whether the copy may enter the destination vault: {@code backup:CopyIntoBackupVault} on it,
     * by its policy and the role's own. A vault of another account has to allow it.
     */
    public boolean mayEnter(Plan plan) {
        var vault = plan.destination();
        var tags = plan.tags().byKey();
        var keys = keys(plan, vault).withTags("aws:RequestTag/", tags);
        tags.keySet().forEach(key -> keys.with("aws:TagKeys", key));
        keys.withResourceTags(() -> holdings.tags(vault).byKey());
        return isAllowed(
                new Question(plan.role(), "backup:CopyIntoBackupVault", vault.toString(), keys),
                vault);
    }

    private Keys keys(Plan plan, Arn vault) {
        var keys = circumstances.add(new Keys(), plan.role(), vault.region());
        circumstances.addOwner(keys, vault.account());
        return keys;
    }

    private boolean isAllowed(Question question, Arn vault) {
        var role = question.principal();
        var byRole = judge(identities.policy(role), question).orElse(Verdict.ALLOWED);
        var byVault = judge(holdings.policy(vault), question).orElse(Verdict.SILENT);
        if (byRole == Verdict.DENIED || byVault == Verdict.DENIED) {
            return false;
        }
        return vault.account().equals(role.account())
                ? byRole == Verdict.ALLOWED || byVault == Verdict.ALLOWED
                : byRole == Verdict.ALLOWED && byVault != Verdict.SILENT;
    }

    private static Optional<Verdict> judge(Optional<Policy> policy, Question question) {
        return policy.map(it -> it.judge(question));
    }
}
