package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.kit.Arn;

import java.util.Optional;

/** The destination vault exists. */
public final class DestinationVaultGate implements Gate {
    @Override
    public String name() {
        return "Destination vault";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return copy.destinationVault() != null
                ? Optional.empty()
                : Optional.of(missing(copy.destination()));
    }

    private static Refusal missing(Arn vault) {
        return new Refusal(
                RESOURCE_NOT_FOUND,
                "Copy job failed because backup vault " + vault + " does not exist.",
                "Make the vault, in account "
                        + vault.account()
                        + " and Region "
                        + vault.region()
                        + ".");
    }
}
