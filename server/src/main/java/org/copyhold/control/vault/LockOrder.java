package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * The lock that a caller wants for a vault.
 *
 * @param changeableForDays after how many days nobody can change the lock any more; empty: never
 */
public record LockOrder(
        OptionalInt minRetentionDays, OptionalInt maxRetentionDays, OptionalInt changeableForDays) {
    private static final int MIN_GRACE = 3;
    private static final int MAX_GRACE = 36500;

    public LockOrder {
        if (changeableForDays.isPresent()
                && (changeableForDays.getAsInt() < MIN_GRACE
                        || changeableForDays.getAsInt() > MAX_GRACE)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid vault lock. ChangeableForDays cannot be less than "
                            + MIN_GRACE
                            + " or more than "
                            + MAX_GRACE
                            + " days");
        }
    }

    /** The lock, when it is set then. */
    VaultLock at(Instant now) {
        return new VaultLock(
                minRetentionDays,
                maxRetentionDays,
                changeableForDays.isPresent()
                        ? now.plus(Duration.ofDays(changeableForDays.getAsInt()))
                        : null);
    }
}
