package org.copyhold.control.copy.gate;

import org.copyhold.control.access.CopyRights;
import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;

import java.util.Optional;

/** The destination vault lets the copy in. */
public final class CopyIntoGate implements Gate {
    private final CopyRights rights;

    public CopyIntoGate(CopyRights rights) {
        this.rights = rights;
    }

    @Override
    public String name() {
        return "Access policy of the destination vault";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return rights.mayEnter(CopyFromGate.plan(copy))
                ? Optional.empty()
                : Optional.of(CopyFromGate.denied(hint(copy)));
    }

    private static String hint(PlannedCopy copy) {
        return copy.crossesAccounts()
                ? "Let the access policy of vault %s allow backup:CopyIntoBackupVault to account %s, and that of role %s, if it has one, allow it as well."
                        .formatted(copy.destination(), copy.account(), copy.role())
                : "Let the policies of vault %s and of role %s not deny, and that of the role allow, backup:CopyIntoBackupVault."
                        .formatted(copy.destination(), copy.role());
    }
}
