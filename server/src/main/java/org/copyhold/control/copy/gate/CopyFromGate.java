package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.ACCESS_DENIED;

import org.copyhold.control.access.CopyRights;
import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;

import java.util.Optional;

/** The source side lets the recovery point go to that vault. */
public final class CopyFromGate implements Gate {
    private final CopyRights rights;

    public CopyFromGate(CopyRights rights) {
        this.rights = rights;
    }

    @Override
    public String name() {
        return "Access policy of the source vault";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return rights.mayLeave(plan(copy)) ? Optional.empty() : Optional.of(refusal(copy));
    }

    /** A copy in the words of policies. */
    static CopyRights.Plan plan(PlannedCopy copy) {
        return new CopyRights.Plan(
                copy.sourceVault().arn(),
                copy.source().arn(),
                copy.source().tags(),
                copy.destination(),
                copy.role());
    }

    /** AWS Backup's own words, whichever side refuses. */
    static Refusal denied(String hint) {
        return new Refusal(ACCESS_DENIED, "Access Denied trying to call AWS Backup service", hint);
    }

    private static Refusal refusal(PlannedCopy copy) {
        return denied(
                "Let the policies of vault %s and of %s not deny, and that of the role allow, backup:CopyFromBackupVault on %s with backup:CopyTargets %s."
                        .formatted(
                                copy.sourceVault().arn(),
                                copy.role(),
                                copy.source().arn(),
                                copy.destination()));
    }
}
