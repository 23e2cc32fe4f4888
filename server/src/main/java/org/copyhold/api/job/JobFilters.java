package org.copyhold.api.job;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The filters of a list of jobs, gathered member by member. Not thread-safe. */
public final class JobFilters {
    private static final String ALL_ACCOUNTS = "*";
    private static final Set<String> ALL_CATEGORIES = Set.of("ANY", "AGGREGATE_ALL");

    private final Caller caller;
    private @Nullable String resource;
    private @Nullable String resourceType;
    private @Nullable String state;
    private JobFilter.Period created = JobFilter.Period.ALWAYS;
    private JobFilter.Period ended = JobFilter.Period.ALWAYS;
    private @Nullable MessageCategory category;
    private @Nullable String parent;
    private boolean canMatch = true;

    public JobFilters(Caller caller) {
        this.caller = caller;
    }

    public JobFilters resource(@Nullable String arn, @Nullable String type) {
        resource = arn;
        resourceType = type;
        return this;
    }

    /**
     * The state.
     *
     * @param parsed what the SDK made of {@code text}
     */
    public JobFilters state(@Nullable Enum<?> parsed, @Nullable String text) {
        Enums.check("State", parsed, text);
        state = text;
        return this;
    }

    public JobFilters created(@Nullable Instant after, @Nullable Instant before) {
        created = new JobFilter.Period(after, before);
        return this;
    }

    public JobFilters completed(@Nullable Instant after, @Nullable Instant before) {
        ended = new JobFilter.Period(after, before);
        return this;
    }

    /** An account sees its own jobs alone, whichever it asks for. */
    public JobFilters account(@Nullable String id) {
        if (id == null || id.equals(ALL_ACCOUNTS)) {
            return this;
        }
        if (!id.matches("[0-9]{12}")) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid account id " + id + ": it must have twelve digits.");
        }
        canMatch &= id.equals(caller.account());
        return this;
    }

    /** The children of that job alone. */
    public JobFilters parent(@Nullable String jobId) {
        parent = jobId;
        return this;
    }

    public JobFilters category(@Nullable String name) {
        if (name != null && !ALL_CATEGORIES.contains(name)) {
            category = MessageCategory.named(name).orElse(null);
            canMatch &= category != null;
        }
        return this;
    }

    /** The filter, or empty when no job can pass it. */
    public Optional<JobFilter> filter() {
        return canMatch
                ? Optional.of(
                        new JobFilter(
                                resource, resourceType, state, created, ended, category, parent))
                : Optional.empty();
    }
}
