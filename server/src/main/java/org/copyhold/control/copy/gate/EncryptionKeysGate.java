package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.vault.InaccessibleKey;
import org.copyhold.control.vault.Vault;

import java.util.Optional;

/** The keys of both vaults may be used: neither is disabled. */
public final class EncryptionKeysGate implements Gate {
    @Override
    public String name() {
        return "Encryption keys";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var source = copy.sourceVault();
        var destination = copy.destinationVault();
        if (source.isKeyDisabled()) {
            return Optional.of(refusal(InaccessibleKey.ofSource(source), source));
        }
        return destination != null && destination.isKeyDisabled()
                ? Optional.of(refusal(InaccessibleKey.MESSAGE, destination))
                : Optional.empty();
    }

    private static Refusal refusal(String message, Vault vault) {
        return new Refusal(
                INVALID_PARAMETER_VALUE,
                message,
                "Whoever runs the server enables the key: copyhold vault-key enable %s"
                        .formatted(vault.arn()));
    }
}
