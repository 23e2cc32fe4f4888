package org.copyhold.control.job;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalInt;

/** Reads and writes columns that may be null. */
public final class Columns {
    private Columns() {}

    /** Epoch milliseconds as an instant. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** An instant as epoch milliseconds. */
    public static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    /** An ARN that was one when it was written. */
    public static Arn arn(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return Arn.parse(text)
                .orElseThrow(() -> new IllegalStateException(column + " is no ARN: " + text));
    }

    /** A lifecycle from its two columns. */
    public static Lifecycle lifecycle(ResultSet row, String coldColumn, String deleteColumn)
            throws SQLException {
        return new Lifecycle(days(row, coldColumn), days(row, deleteColumn));
    }

    /** A number of days as a column keeps it. */
    public static @Nullable Integer days(OptionalInt days) {
        return days.isPresent() ? (Integer) days.getAsInt() : null;
    }

    private static OptionalInt days(ResultSet row, String column) throws SQLException {
        var days = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(days);
    }
}
