package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.vault.Vaults;

import java.util.Optional;

/** The default vault of another account takes no copies. */
public final class DefaultVaultGate implements Gate {
    private static final String DEFAULT = "Default";

    @Override
    public String name() {
        return "Default vault";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var isDefault = Vaults.name(copy.destination()).filter(DEFAULT::equals).isPresent();
        return copy.crossesAccounts() && isDefault
                ? Optional.of(
                        new Refusal(
                                INVALID_REQUEST,
                                "Copy job failed. The default backup vault "
                                        + copy.destination()
                                        + " cannot be the destination of a cross-account copy.",
                                "Make a vault of another name in that account and copy to it."))
                : Optional.empty();
    }
}
