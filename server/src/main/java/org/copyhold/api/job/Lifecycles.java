package org.copyhold.api.job;

import org.copyhold.control.point.Lifecycle;
import org.jspecify.annotations.Nullable;

import java.util.OptionalInt;

/** Lifecycles on the wire, where -1 days mean never, as no days do. */
public final class Lifecycles {
    private static final long NEVER = -1;

    private Lifecycles() {}

    /**
     * Reads a lifecycle; none is {@link Lifecycle#NONE}.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when it cannot be
     */
    public static Lifecycle read(
            software.amazon.awssdk.services.backup.model.@Nullable Lifecycle wire) {
        return wire == null
                ? Lifecycle.NONE
                : new Lifecycle(
                        days(wire.moveToColdStorageAfterDays()), days(wire.deleteAfterDays()));
    }

    /** Writes a lifecycle; one that never does anything is left out. */
    public static software.amazon.awssdk.services.backup.model.@Nullable Lifecycle write(
            Lifecycle lifecycle) {
        if (lifecycle.equals(Lifecycle.NONE)) {
            return null;
        }
        var wire = software.amazon.awssdk.services.backup.model.Lifecycle.builder();
        lifecycle.coldAfterDays().ifPresent(days -> wire.moveToColdStorageAfterDays((long) days));
        lifecycle.deleteAfterDays().ifPresent(days -> wire.deleteAfterDays((long) days));
        return wire.build();
    }

    /** A number beyond all limits stays beyond them, so that the limits speak. */
    private static OptionalInt days(@Nullable Long days) {
        return days == null || days == NEVER
                ? OptionalInt.empty()
                : OptionalInt.of(Math.clamp(days, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
}
