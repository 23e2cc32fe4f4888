package org.copyhold.control.point;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Days from creation to cold storage and to deletion. Absent means never.
 *
 * @param optInToArchive whether types whose cold storage is an archive of another kind may be moved
 *     there; null when nothing was said
 */
public record Lifecycle(
        OptionalInt coldAfterDays, OptionalInt deleteAfterDays, @Nullable Boolean optInToArchive) {
    /** A recovery point of this lifecycle stays as it is. */
    public static final Lifecycle NONE = new Lifecycle(OptionalInt.empty(), OptionalInt.empty());

    private static final int MAX_DAYS = 36500;
    private static final int MIN_COLD_DAYS = 90;

    public Lifecycle {
        if (deleteAfterDays.isPresent() && !isDays(deleteAfterDays.getAsInt())) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than "
                            + MAX_DAYS
                            + " days");
        }
        if (coldAfterDays.isPresent() && !isDays(coldAfterDays.getAsInt())) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid lifecycle. MoveToColdStorageAfterDays cannot be less than 1 or more"
                            + " than "
                            + MAX_DAYS
                            + " days");
        }
        if (coldAfterDays.isPresent()
                && deleteAfterDays.isPresent()
                && deleteAfterDays.getAsInt() < coldAfterDays.getAsInt() + MIN_COLD_DAYS) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid lifecycle. DeleteAfterDays cannot be less than "
                            + MIN_COLD_DAYS
                            + " days apart from MoveToColdStorageAfterDays");
        }
    }

    /** One that says nothing about archives. */
    public Lifecycle(OptionalInt coldAfterDays, OptionalInt deleteAfterDays) {
        this(coldAfterDays, deleteAfterDays, null);
    }

    /** The same without cold storage. */
    public Lifecycle withoutCold() {
        return coldAfterDays.isEmpty()
                ? this
                : new Lifecycle(OptionalInt.empty(), deleteAfterDays, optInToArchive);
    }

    /** The same in one line, equal for equal ones. */
    public String text() {
        return "cold "
                + coldAfterDays
                + ", delete "
                + deleteAfterDays
                + ", archive "
                + optInToArchive;
    }

    /** When a recovery point created then moves to cold storage. */
    public Optional<Instant> coldAt(Instant createdAt) {
        return after(createdAt, coldAfterDays);
    }

    /** When a recovery point created then is due for deletion. */
    public Optional<Instant> deleteAt(Instant createdAt) {
        return after(createdAt, deleteAfterDays);
    }

    private static Optional<Instant> after(Instant createdAt, OptionalInt days) {
        return days.isPresent()
                ? Optional.of(createdAt.plus(Duration.ofDays(days.getAsInt())))
                : Optional.empty();
    }

    private static boolean isDays(int days) {
        return days >= 1 && days <= MAX_DAYS;
    }
}
