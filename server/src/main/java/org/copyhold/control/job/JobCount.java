package org.copyhold.control.job;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many jobs of one kind, created on one day, are alike.
 *
 * @param category how they ended; null when they have not
 * @param day the day's beginning, UTC
 */
public record JobCount(
        String state,
        String resourceType,
        @Nullable MessageCategory category,
        Instant day,
        long jobs) {
    static JobCount read(ResultSet row) throws SQLException {
        var category = row.getString("message_category");
        return new JobCount(
                row.getString("state"),
                row.getString("resource_type"),
                category == null ? null : MessageCategory.valueOf(category),
                Instant.EPOCH.plus(row.getLong("day"), ChronoUnit.DAYS),
                row.getLong("jobs"));
    }
}
