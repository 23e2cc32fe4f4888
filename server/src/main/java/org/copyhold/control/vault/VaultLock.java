package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * Keeps a vault's recovery points from being deleted before their time, and their lifecycles from
 * being changed. It acts from the moment it is set.
 *
 * @param minRetentionDays how long new recovery points have to stay at least; empty for no bound
 * @param maxRetentionDays how long they may stay at most; empty for no bound
 * @param date from when nobody can change or remove this lock any more (compliance); null for a
 *     lock that can always be removed (governance)
 */
public record VaultLock(
        OptionalInt minRetentionDays, OptionalInt maxRetentionDays, @Nullable Instant date) {
    private static final int MAX_DAYS = 36500;

    public VaultLock {
        minRetentionDays.ifPresent(days -> check("MinRetentionDays", days));
        maxRetentionDays.ifPresent(days -> check("MaxRetentionDays", days));
        if (minRetentionDays.orElse(0) > maxRetentionDays.orElse(MAX_DAYS)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid vault lock. MinRetentionDays %d cannot be more than MaxRetentionDays %d"
                            .formatted(minRetentionDays.orElse(0), maxRetentionDays.orElse(0)));
        }
    }

    /** Whether nobody can change or remove this lock any more. */
    public boolean isImmutable(Instant now) {
        return date != null && !now.isBefore(date);
    }

    /**
     * Whether a new recovery point may come that is kept for so many days.
     *
     * @param days empty for one that is kept for ever, which is longer than any bound
     */
    public boolean admits(OptionalInt days) {
        return days.isPresent()
                ? days.getAsInt() >= minRetentionDays.orElse(1)
                        && days.getAsInt() <= maxRetentionDays.orElse(MAX_DAYS)
                : maxRetentionDays.isEmpty();
    }

    /** The days it admits, for people: {@code at least 7 and at most 35 days}. */
    public String range() {
        var most =
                maxRetentionDays.isPresent()
                        ? " and at most " + maxRetentionDays.getAsInt() + " days"
                        : " days, or for ever";
        return "at least " + minRetentionDays.orElse(1) + most;
    }

    private static void check(String member, int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid vault lock. "
                            + member
                            + " cannot be less than 1 or more than "
                            + MAX_DAYS
                            + " days");
        }
    }
}
