package org.copyhold.api.job;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Arn;

/** ARNs on the wire. */
public final class Arns {
    private Arns() {}

    /**
     * Reads a member that must be an ARN.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when it is none
     */
    public static Arn read(String member, String text) {
        return Arn.parse(text)
                .orElseThrow(
                        () ->
                                INVALID_PARAMETER_VALUE.with(
                                        "Invalid "
                                                + member
                                                + ": "
                                                + text
                                                + " is not an ARN"
                                                + " (arn:aws:service:region:account:resource)."));
    }
}
