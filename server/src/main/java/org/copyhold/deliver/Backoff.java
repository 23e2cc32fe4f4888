package org.copyhold.deliver;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between tries: each time twice as long, up to a limit, and a little less at
 * random, so that receivers which came back are not stormed.
 */
public record Backoff(Duration first, Duration longest) {
    /** What receivers out in the world are granted. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private static final int MOST_DOUBLINGS = 30;

    /**
     * @param failures how many tries have failed in a row, at least one
     * @param asked what the receiver asked for; at most the limit counts
     */
    Duration after(int failures, Duration asked) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var wait = min(doubled, longest).toMillis();
        var jittered = wait - ThreadLocalRandom.current().nextLong(wait / 4 + 1);
        var least = min(asked, longest).toMillis();
        return Duration.ofMillis(Math.max(jittered, least));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
