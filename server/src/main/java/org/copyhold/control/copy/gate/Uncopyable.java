package org.copyhold.control.copy.gate;

import org.copyhold.control.point.RecoveryPoint;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The kinds and states of recovery points that cannot be copied: one table for all that AWS has.
 */
@SuppressWarnings("ImmutableEnumChecker") // predicates that hold nothing
public enum Uncopyable {
    CONTINUOUS(
            Look::isContinuous,
            "is a continuous backup. Continuous backups are not supported.",
            "Copy a periodic backup of this resource."),
    CREATING(
            look -> look.status().equals("CREATING"),
            "is CREATING and cannot be copied.",
            "Wait until it is COMPLETED."),
    EXPIRED(
            look -> look.status().equals("EXPIRED"),
            "is EXPIRED and cannot be copied.",
            "Copy another recovery point of this resource."),
    DELETING(
            look -> look.status().equals("DELETING"),
            "is DELETING and cannot be copied.",
            "Copy another recovery point of this resource."),
    COLD(
            look -> look.storageClass().equals("COLD"),
            "is in cold storage and cannot be copied.",
            "Copy a recovery point that is still WARM; let copies be made before that day."),
    DELETED(
            look -> look.storageClass().equals("DELETED"),
            "is DELETED and cannot be copied.",
            "Copy another recovery point of this resource.");

    private final Predicate<Look> isSo;
    private final String because;
    private final String hint;

    Uncopyable(Predicate<Look> isSo, String because, String hint) {
        this.isSo = isSo;
        this.because = because;
        this.hint = hint;
    }

    /** What keeps a recovery point from being copied; the first in order. */
    static Optional<Uncopyable> of(Look look) {
        return Arrays.stream(values()).filter(it -> it.isSo.test(look)).findFirst();
    }

    /** What is said of such a recovery point, behind its ARN. */
    public String because() {
        return because;
    }

    /** What to do instead. */
    public String hint() {
        return hint;
    }

    /**
     * What is looked at of a recovery point, in AWS Backup's words.
     *
     * @param kind what stands before the id in its ARN, if anything, such as {@code continuous}
     */
    record Look(String kind, String status, String storageClass) {
        private static final String RECOVERY_POINT = "recovery-point:";

        static Look at(RecoveryPoint point) {
            var resource = point.arn().resource();
            var id =
                    resource.startsWith(RECOVERY_POINT)
                            ? resource.substring(RECOVERY_POINT.length())
                            : resource;
            var colon = id.indexOf(':');
            return new Look(
                    colon < 0 ? "" : id.substring(0, colon),
                    point.status().name(),
                    point.storageClass().name());
        }

        boolean isContinuous() {
            return kind.equals("continuous");
        }
    }
}
