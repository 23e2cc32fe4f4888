package org.copyhold;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How every byte of the stores is verified from time to time.
 *
 * @param every how often; zero: never
 * @param bytesPerSecond how much is read a second at most
 * @param buckets whether buckets are read as well: reading costs money there, and the storage looks
 *     after its bytes itself
 */
public record ScrubConfig(Duration every, long bytesPerSecond, boolean buckets) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final long SLOWEST = 1 << 16;
    private static final long FASTEST = 1_000_000_000;

    /** What is done where nothing is said. */
    static final ScrubConfig DEFAULT = new ScrubConfig(Duration.ofDays(30), 20_000_000, false);

    public ScrubConfig {
        Config.check(
                every.isZero() || (every.compareTo(SHORTEST) >= 0 && every.compareTo(LONGEST) <= 0),
                "scrub: every is PT1M, one minute, to P3660D, or PT0S for never.");
        Config.check(
                bytesPerSecond >= SLOWEST && bytesPerSecond <= FASTEST,
                "scrub: bytesPerSecond is " + SLOWEST + " to " + FASTEST + ".");
    }

    /** As written: what is absent is as where nothing is said. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static ScrubConfig written(
            @JsonProperty("every") @Nullable Duration every,
            @JsonProperty("bytesPerSecond") @Nullable Long bytesPerSecond,
            @JsonProperty("buckets") @Nullable Boolean buckets) {
        return new ScrubConfig(
                every == null ? DEFAULT.every : every,
                bytesPerSecond == null ? DEFAULT.bytesPerSecond : bytesPerSecond,
                buckets == null ? DEFAULT.buckets : buckets);
    }
}
