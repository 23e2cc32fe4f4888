package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.job.Roles;

import java.util.Optional;

/** The role is one that this service can take on for the caller. */
public final class RoleGate implements Gate {
    private final Roles roles;

    public RoleGate(Roles roles) {
        this.roles = roles;
    }

    @Override
    public String name() {
        return "IAM role";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return roles.allow(copy.account(), copy.role())
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                INVALID_PARAMETER_VALUE,
                                Roles.notAssumed(copy.role()),
                                "Name a role of account "
                                        + copy.account()
                                        + ", and one of those that the configuration lists under"
                                        + " roles, if it lists any."));
    }
}
