package org.copyhold.api.job;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.job.JobCount;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.Slice;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;

/**
 * What a client asks a list of summaries for, gathered member by member. A job counts on the UTC
 * day on which it was created, in the state that it has now; the present day counts once it is
 * over. Not thread-safe.
 */
public final class JobSummaries {
    private static final String ANY = "ANY";
    private static final String ALL = "AGGREGATE_ALL";
    private static final int FORTNIGHT = 14;

    private final Caller caller;
    private String account = ANY;
    private String state = ANY;
    private String resourceType = ANY;
    private String category = ANY;
    private Period period = Period.ONE_DAY;

    public JobSummaries(Caller caller) {
        this.caller = caller;
    }

    /** How many days are counted together. */
    private enum Period {
        ONE_DAY(1, FORTNIGHT),
        SEVEN_DAYS(7, 1),
        FOURTEEN_DAYS(FORTNIGHT, 1);

        private final int days;
        private final int rows;

        Period(int days, int rows) {
            this.days = days;
            this.rows = rows;
        }
    }

    /** Counts an account's jobs in a Region that were created in a period. */
    @FunctionalInterface
    public interface Counts {
        List<JobCount> count(String account, String region, Instant from, Instant to);
    }

    /** An account sees its own jobs alone, whichever it asks for. */
    public JobSummaries account(@Nullable String id) {
        account = id == null ? ANY : id;
        return this;
    }

    /**
     * The state.
     *
     * @param parsed what the SDK made of {@code text}
     */
    public JobSummaries state(@Nullable Enum<?> parsed, @Nullable String text) {
        Enums.check("State", parsed, text);
        state = text == null ? ANY : text;
        return this;
    }

    public JobSummaries resourceType(@Nullable String type) {
        resourceType = type == null ? ANY : type;
        return this;
    }

    public JobSummaries category(@Nullable String name) {
        category = name == null ? ANY : name;
        return this;
    }

    public JobSummaries period(@Nullable String name) {
        try {
            period = name == null ? Period.ONE_DAY : Period.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw INVALID_PARAMETER_VALUE
                    .with(
                            "Invalid AggregationPeriod "
                                    + name
                                    + ": it must be ONE_DAY, SEVEN_DAYS or FOURTEEN_DAYS.")
                    .because(e);
        }
        return this;
    }

    /** The period as AWS writes it. */
    public String period() {
        return period.name();
    }

    /** The rows of a page. */
    public Slice<JobSummary> read(Counts counts, Instant now, Page page) {
        var today = now.truncatedTo(ChronoUnit.DAYS);
        var from = today.minus(Duration.ofDays((long) period.days * period.rows));
        var sums = new HashMap<JobSummary, Integer>();
        counts.count(caller.account(), caller.region(), from, today).stream()
                .filter(this::isAsked)
                .forEach(count -> sums.merge(row(count, today), (int) count.jobs(), Integer::sum));
        var behind = page.after();
        var rows =
                sums.entrySet().stream()
                        .map(sum -> sum.getKey().of(sum.getValue()))
                        .sorted(JobSummary.ORDER)
                        .filter(row -> behind == null || row.isBehind(behind))
                        .limit(page.size() + 1L)
                        .toList();
        return Slice.of(rows, page, JobSummary::position);
    }

    private boolean isAsked(JobCount count) {
        return isAsked(account, caller.account())
                && isAsked(state, count.state())
                && isAsked(resourceType, count.resourceType())
                && isAsked(category, category(count));
    }

    private static boolean isAsked(String asked, @Nullable String value) {
        return asked.equals(ANY) || asked.equals(ALL) || asked.equalsIgnoreCase(value);
    }

    /** The row that a count belongs to, without a number yet. */
    private JobSummary row(JobCount count, Instant today) {
        var start =
                period == Period.ONE_DAY ? count.day() : today.minus(Duration.ofDays(period.days));
        return new JobSummary(
                account.equals(ALL) ? ALL : caller.account(),
                state.equals(ALL) ? ALL : count.state(),
                resourceType.equals(ALL) ? ALL : count.resourceType(),
                category.equals(ALL) ? ALL : category(count),
                start,
                start.plus(Duration.ofDays(period.days)),
                0);
    }

    private static @Nullable String category(JobCount count) {
        var ended = count.category();
        return ended == null ? null : ended.wireName();
    }
}
