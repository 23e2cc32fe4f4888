package org.copyhold.control.job;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * How long trouble outside has been borne with: a job is tried again later and later, for two hours
 * from the first trouble.
 *
 * @param since when the trouble began; null while there is none
 * @param tries how many attempts it has ended
 */
public record Patience(@Nullable Instant since, int tries) {
    /** No trouble so far. */
    public static final Patience NONE = new Patience(null, 0);

    /** As long as AWS Backup tries. */
    private static final Duration END = Duration.ofHours(2);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * After another attempt ended in trouble. One that had worked for longer than any pause between
     * two tries begins a new trouble, not the old one again.
     *
     * @param began when that attempt began
     */
    public Patience after(Instant began, Instant now) {
        return since == null || Duration.between(began, now).compareTo(LONGEST) > 0
                ? new Patience(now, 1)
                : new Patience(since, tries + 1);
    }

    /** Whether the job is to be given up. */
    public boolean isOver(Instant now) {
        return since != null && !now.isBefore(since.plus(END));
    }

    /** How long to wait before the next try: twice as long as the last time, up to ten minutes. */
    public Duration pause() {
        var doubled = FIRST.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), 10));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
