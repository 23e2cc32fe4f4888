package org.copyhold.api.job;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.copy.AskedLifecycle;
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
        if (wire == null) {
            return Lifecycle.NONE;
        }
        refuseEvent(wire);
        return new Lifecycle(
                days(wire.moveToColdStorageAfterDays()),
                days(wire.deleteAfterDays()),
                wire.optInToArchiveForSupportedResources());
    }

    /**
     * Reads what is asked of a copy's lifecycle: without DeleteAfterDays the source's whole is
     * asked for, and -1 keeps the source's expiry.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when it cannot be
     */
    public static AskedLifecycle asked(
            software.amazon.awssdk.services.backup.model.@Nullable Lifecycle wire) {
        var read = read(wire);
        if (wire == null || wire.deleteAfterDays() == null) {
            return AskedLifecycle.INHERITED;
        }
        return wire.deleteAfterDays() == NEVER
                ? new AskedLifecycle.KeptExpiry(read.coldAfterDays(), read.optInToArchive())
                : AskedLifecycle.own(read);
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
        return wire.optInToArchiveForSupportedResources(lifecycle.optInToArchive()).build();
    }

    private static void refuseEvent(software.amazon.awssdk.services.backup.model.Lifecycle wire) {
        if (wire.deleteAfterEvent() != null) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid lifecycle. DeleteAfterEvent is set by AWS Backup and cannot be given"
                            + " in a request.");
        }
    }

    /** A number beyond all limits stays beyond them, so that the limits speak. */
    private static OptionalInt days(@Nullable Long days) {
        return days == null || days == NEVER
                ? OptionalInt.empty()
                : OptionalInt.of(Math.clamp(days, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
}
