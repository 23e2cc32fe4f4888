package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.ACCESS_DENIED;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;

import java.util.Optional;
import java.util.function.Predicate;

/** A copy to another account needs cross-account backup switched on in the organization. */
public final class CrossAccountGate implements Gate {
    private final Predicate<String> isEnabled;

    /**
     * @param isEnabled whether cross-account backup is switched on for the organization of an
     *     account
     */
    public CrossAccountGate(Predicate<String> isEnabled) {
        this.isEnabled = isEnabled;
    }

    @Override
    public String name() {
        return "Cross-account backup";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return !copy.crossesAccounts() || isEnabled.test(copy.account())
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                ACCESS_DENIED,
                                "Copy job failed. Cross-account copy feature is not enabled for"
                                        + " the current organization.",
                                "Switch it on: UpdateGlobalSettings with"
                                        + " isCrossAccountBackupEnabled=true, in any account of"
                                        + " the organization."));
    }
}
