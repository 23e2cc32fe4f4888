package org.copyhold.control.job;

import org.copyhold.control.point.Lifecycle;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The columns of a job's row, with values as databases take them. Not thread-safe. */
public final class Row {
    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    /** The columns that all jobs have. */
    public static Row of(Job job) {
        return new Row()
                .with("id", job.id())
                .with("account", job.account())
                .with("region", job.region())
                .with("created_at", job.createdAt())
                .with("version", job.version());
    }

    /** Adds the columns of a kinship. */
    public Row with(Kinship kinship) {
        var parent = kinship instanceof Kinship.Parent it ? it : null;
        var child = kinship instanceof Kinship.Child it ? it : null;
        return with("children", parent == null ? 0 : parent.children())
                .with("gaps", parent == null ? null : parent.gaps())
                .with("parent_job", child == null ? null : child.parent())
                .with("composite_arn", child == null ? null : child.place().composite())
                .with("stack_arn", child == null ? null : child.place().stack())
                .with("member", child == null ? null : child.place().name());
    }

    /** Adds the three columns of a lifecycle. */
    public Row with(String prefix, Lifecycle lifecycle) {
        return with(prefix + "cold_after_days", lifecycle.coldAfterDays())
                .with(prefix + "delete_after_days", lifecycle.deleteAfterDays())
                .with(prefix + "archive_opt_in", lifecycle.optInToArchive());
    }

    /**
     * Adds a column. Instants go as epoch milliseconds, absent numbers as null, flags as 1 and 0,
     * maps as JSON, and what is no number as text.
     */
    public Row with(String column, @Nullable Object value) {
        columns.put(column, plain(value));
        return this;
    }

    Map<String, @Nullable Object> columns() {
        return columns;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean flag -> (Integer) (flag ? 1 : 0);
            case Instant at -> at.toEpochMilli();
            case OptionalInt days -> days.isPresent() ? (Integer) days.getAsInt() : null;
            case Map<?, ?> map -> Columns.json(map);
            default -> value.toString();
        };
    }
}
