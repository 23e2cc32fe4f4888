package org.copyhold.control.access;

import static org.copyhold.kit.ErrorCode.ACCESS_DENIED;

import org.copyhold.control.policy.Keys;
import org.copyhold.control.policy.Policy;
import org.copyhold.control.policy.Question;
import org.copyhold.control.policy.Verdict;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a caller may do what a request asks for, by the caller's own policy and that of
 * the vault. Thread-safe.
 */
public final class Authorisation {
    private static final String BY_IDENTITY = "with an explicit deny in an identity-based policy";
    private static final String BY_VAULT = "with an explicit deny in a resource-based policy";
    private static final String PASS_ROLE = "iam:PassRole";

    /** What no vault's policy keeps the account itself from: else it could shut everyone out. */
    private static final Set<String> ALWAYS_THE_ACCOUNTS =
            Set.of(
                    "backup:PutBackupVaultAccessPolicy",
                    "backup:GetBackupVaultAccessPolicy",
                    "backup:DeleteBackupVaultAccessPolicy");

    private final Identities identities;
    private final Holdings holdings;
    private final Circumstances circumstances;

    public Authorisation(Identities identities, Holdings holdings, Circumstances circumstances) {
        this.identities = identities;
        this.holdings = holdings;
        this.circumstances = circumstances;
    }

    /**
     * Lets a deed pass.
     *
     * @throws org.copyhold.kit.BackupException AccessDeniedException when a policy denies it, or
     *     the caller has one and none allows it
     */
    public void require(Caller caller, Deed deed) {
        var own = identities.policy(caller.principal());
        var vaults = isAlwaysAllowed(caller, deed) ? null : holdings.policy(caller, deed.target());
        if (own.isEmpty() && (vaults == null || vaults.isEmpty())) {
            return;
        }
        var target = deed.target();
        var keys = circumstances.add(deed.keys(), caller.principal(), caller.region());
        circumstances.addOwner(keys, caller.account());
        keys.withResourceTags(() -> holdings.tags(caller, target).byKey());
        var question = new Question(caller.principal(), deed.action(), target.resource(), keys);
        decide(question, own, vaults == null ? Optional.empty() : vaults);
        if (deed.role() != null) {
            passRole(caller, deed.role(), own);
        }
    }

    private static boolean isAlwaysAllowed(Caller caller, Deed deed) {
        return caller.user() == null && ALWAYS_THE_ACCOUNTS.contains(deed.action());
    }

    private void passRole(Caller caller, Arn role, Optional<Policy> own) {
        var keys =
                circumstances.add(
                        new Keys().with("iam:PassedToService", "backup.amazonaws.com"),
                        caller.principal(),
                        caller.region());
        circumstances.addOwner(keys, role.account());
        decide(
                new Question(caller.principal(), PASS_ROLE, role.toString(), keys),
                own,
                Optional.empty());
    }

    private static void decide(Question question, Optional<Policy> own, Optional<Policy> vaults) {
        var byIdentity = own.map(it -> it.judge(question)).orElse(Verdict.ALLOWED);
        if (byIdentity == Verdict.DENIED) {
            throw denied(question, BY_IDENTITY);
        }
        var byVault = vaults.map(it -> it.judge(question)).orElse(Verdict.SILENT);
        if (byVault == Verdict.DENIED) {
            throw denied(question, BY_VAULT);
        }
        if (byIdentity != Verdict.ALLOWED && byVault != Verdict.ALLOWED) {
            throw denied(
                    question,
                    "because no identity-based policy allows the " + question.action() + " action");
        }
    }

    private static RuntimeException denied(Question question, String why) {
        return ACCESS_DENIED.with(
                "User: %s is not authorized to perform: %s on resource: %s %s"
                        .formatted(
                                question.principal(), question.action(), question.resource(), why));
    }
}
