package org.copyhold.control.backup;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a backup may take, both counted from when it was asked for.
 *
 * @param start until when it must have begun, at least an hour
 * @param complete until when it must be done; null for as long as it takes
 */
public record Windows(Duration start, @Nullable Duration complete) {
    /** Eight hours to begin, as AWS Backup gives. */
    public static final Duration DEFAULT_START = Duration.ofHours(8);

    private static final Duration MIN = Duration.ofHours(1);
    private static final Duration MAX = Duration.ofDays(36_500);

    public Windows {
        check("StartWindowMinutes", start);
        if (complete != null) {
            check("CompleteWindowMinutes", complete);
        }
    }

    /** The last moment to begin. */
    public Instant startBy(Instant createdAt) {
        return createdAt.plus(start);
    }

    /** The last moment to be done, if there is one. */
    public Optional<Instant> completeBy(Instant createdAt) {
        return Optional.ofNullable(complete).map(createdAt::plus);
    }

    private static void check(String name, Duration window) {
        if (window.compareTo(MIN) < 0 || window.compareTo(MAX) > 0) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid %s %d: it must be between %d and %d minutes."
                            .formatted(name, window.toMinutes(), MIN.toMinutes(), MAX.toMinutes()));
        }
    }
}
