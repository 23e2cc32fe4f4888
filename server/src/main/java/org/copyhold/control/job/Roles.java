package org.copyhold.control.job;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The roles that jobs may name.
 *
 * @param listed their ARNs; empty: any role of the caller's account
 */
public record Roles(Set<String> listed) {
    public Roles {
        listed = Set.copyOf(listed);
    }

    /** With a path before the name, or without. */
    private static final Pattern ROLE = Pattern.compile("role/([!-~]{1,510}/)?[\\w+=,.@-]{1,64}");

    /**
     * Reads a role's ARN.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when it is none
     */
    public static Arn parse(String text) {
        return Arn.parse(text)
                .filter(
                        arn ->
                                arn.service().equals("iam")
                                        && arn.region().isEmpty()
                                        && !arn.account().isEmpty()
                                        && ROLE.matcher(arn.resource()).matches())
                .orElseThrow(
                        () ->
                                INVALID_PARAMETER_VALUE.with(
                                        "Invalid IAM role ARN "
                                                + text
                                                + ": it must look like"
                                                + " arn:aws:iam::123456789012:role/Name."));
    }

    /**
     * Lets a role through that the service can take on for the caller.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException otherwise
     */
    public void check(Caller caller, Arn role) {
        if (!allow(caller.account(), role)) {
            throw INVALID_PARAMETER_VALUE.with(notAssumed(role));
        }
    }

    /** Whether the service can take on a role for an account. */
    public boolean allow(String account, Arn role) {
        return role.account().equals(account)
                && (listed.isEmpty() || listed.contains(role.toString()));
    }

    /** AWS Backup's message about a role that it cannot take on. */
    public static String notAssumed(Arn role) {
        return "IAM Role " + role + " cannot be assumed by AWS Backup";
    }
}
