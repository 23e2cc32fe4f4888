package org.copyhold.connect.linux;

import java.time.Duration;
import java.time.Instant;

/**
 * By what an unchanged file is known.
 *
 * @param device major number in the upper 32 bits, minor in the lower
 * @param size bytes of content; 0 for all but files
 */
public record Stamp(long device, long inode, long size, Time modified, Time changed) {
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /**
     * Whether both times are so long before this moment that a later change cannot have the same
     * ones.
     */
    public boolean isSettledBefore(Instant moment) {
        var limit = Time.of(moment.minus(SETTLED));
        return modified.compareTo(limit) < 0 && changed.compareTo(limit) < 0;
    }
}
