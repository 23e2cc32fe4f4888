package org.copyhold.control.point;

import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Which recovery points of a vault are asked for; null lets all through.
 *
 * @param createdBefore exclusive
 * @param createdAfter exclusive
 * @param composite whose members they are
 */
public record PointFilter(
        @Nullable Arn resource,
        @Nullable String resourceType,
        @Nullable Instant createdBefore,
        @Nullable Instant createdAfter,
        @Nullable Arn composite) {
    /** Whatever they are members of. */
    public PointFilter(
            @Nullable Arn resource,
            @Nullable String resourceType,
            @Nullable Instant createdBefore,
            @Nullable Instant createdAfter) {
        this(resource, resourceType, createdBefore, createdAfter, null);
    }
}
