package org.copyhold.control.job;

import org.copyhold.sql.Conditions;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Which jobs of an account and Region are asked for; null lets all through.
 *
 * @param state the state's name
 * @param created when they were created
 * @param ended when they ended; one that has not ended is in no such period
 * @param category how they ended
 * @param parent the job that they are children of
 */
public record JobFilter(
        @Nullable String resource,
        @Nullable String resourceType,
        @Nullable String state,
        Period created,
        Period ended,
        @Nullable MessageCategory category,
        @Nullable String parent) {
    /** All jobs. */
    public static final JobFilter ALL =
            new JobFilter(null, null, null, Period.ALWAYS, Period.ALWAYS, null);

    /** Whatever their parents. */
    public JobFilter(
            @Nullable String resource,
            @Nullable String resourceType,
            @Nullable String state,
            Period created,
            Period ended,
            @Nullable MessageCategory category) {
        this(resource, resourceType, state, created, ended, category, null);
    }

    /** The filter as conditions on the columns that all kinds of jobs have. */
    public Conditions conditions(String account, String region) {
        return Conditions.where("account = :account", "account", account)
                .and("region = :region", "region", region)
                .and("resource_arn = :resource", "resource", resource)
                .and("resource_type = :resourceType", "resourceType", resourceType)
                .and("state = :state", "state", state)
                .and("created_at > :createdAfter", "createdAfter", created.after())
                .and("created_at < :createdBefore", "createdBefore", created.before())
                .and("ended_at > :endedAfter", "endedAfter", ended.after())
                .and("ended_at < :endedBefore", "endedBefore", ended.before())
                .and(
                        "message_category = :category",
                        "category",
                        category == null ? null : category.name())
                .and("parent_job = :parent", "parent", parent);
    }

    /** A time between two others, both excluded; null means without limit. */
    public record Period(@Nullable Instant after, @Nullable Instant before) {
        /** Any time. */
        public static final Period ALWAYS = new Period(null, null);
    }
}
