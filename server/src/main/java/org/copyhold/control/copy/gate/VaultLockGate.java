package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.vault.VaultLock;

import java.util.Optional;

/** The copy is kept as long as the destination's lock demands, and no longer than it allows. */
public final class VaultLockGate implements Gate {
    @Override
    public String name() {
        return "Retention";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var vault = copy.destinationVault();
        var lock = vault == null ? null : vault.lock();
        return lock == null || lock.admits(copy.lifecycle().deleteAfterDays())
                ? Optional.empty()
                : Optional.of(outside(copy, lock));
    }

    private static Refusal outside(PlannedCopy copy, VaultLock lock) {
        return new Refusal(
                INVALID_PARAMETER_VALUE,
                "Copy job failed. The retention specified in the job is not within the range"
                        + " specified for the target Backup Vault.",
                "Give a DeleteAfterDays that the lock of %s admits: %s."
                        .formatted(copy.destination(), lock.range()));
    }
}
