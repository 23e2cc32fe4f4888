package org.copyhold.control.policy;

import org.copyhold.kit.Arn;

import java.util.List;

/**
 * Whom a statement is about.
 *
 * @param everyone whether it names {@code *}
 * @param named accounts, by the ARN of their root, users and roles; services are not kept, as none
 *     ever asks
 * @param excludes whether it is about all but those
 */
public record Principals(boolean everyone, List<Arn> named, boolean excludes) {
    /** Of identity policies, which are about the one who has them. */
    static final Principals BEARER = new Principals(true, List.of(), false);

    public Principals {
        named = List.copyOf(named);
    }

    /** Whether an ARN stands for a whole account. */
    static boolean isAccount(Arn principal) {
        return principal.resource().equals("root");
    }

    /**
     * {@link Verdict#ALLOWED} when this is about the principal itself, {@link Verdict#DELEGATED}
     * when about its account, {@link Verdict#SILENT} when not about it at all.
     */
    Verdict match(Arn principal, boolean allows) {
        if (excludes) {
            return everyone || named.contains(principal) ? Verdict.SILENT : Verdict.ALLOWED;
        }
        if (everyone || named.contains(principal)) {
            return Verdict.ALLOWED;
        }
        var itsAccount =
                named.stream()
                        .anyMatch(it -> isAccount(it) && it.account().equals(principal.account()));
        if (!itsAccount) {
            return Verdict.SILENT;
        }
        return allows ? Verdict.DELEGATED : Verdict.ALLOWED;
    }
}
