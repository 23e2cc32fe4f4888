package org.copyhold.api.job;

import org.copyhold.kit.Position;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;

/**
 * How many jobs are alike, as the lists of summaries show it.
 *
 * @param category null for jobs that have not ended
 * @param start the beginning of the period in which they were created
 * @param end the end of that period
 */
public record JobSummary(
        String account,
        String state,
        String resourceType,
        @Nullable String category,
        Instant start,
        Instant end,
        int count) {
    /** Newest period first. */
    static final Comparator<JobSummary> ORDER =
            Comparator.comparing(JobSummary::start).reversed().thenComparing(JobSummary::name);

    /** The same row with a number. */
    JobSummary of(int number) {
        return new JobSummary(account, state, resourceType, category, start, end, number);
    }

    /** Its place in the list. */
    Position position() {
        return new Position(start.toEpochMilli(), name());
    }

    /** Whether it follows a place in the list. */
    boolean isBehind(Position place) {
        var rank = start.toEpochMilli();
        return rank < place.rank() || (rank == place.rank() && name().compareTo(place.id()) > 0);
    }

    /** Tells rows of one period apart. */
    private String name() {
        return String.join(" ", account, state, resourceType, category == null ? "" : category);
    }
}
