package org.copyhold.control.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.control.point.Composition;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

/** Reads columns of a job's row that are more than a text or a number. */
public final class Columns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private Columns() {}

    /** Epoch milliseconds as an instant. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** An ARN that was one when it was written. */
    public static Arn arn(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return Arn.parse(text)
                .orElseThrow(() -> new IllegalStateException(column + " is no ARN: " + text));
    }

    /** How a job belongs with others. */
    public static Kinship kinship(ResultSet row) throws SQLException {
        var parent = row.getString("parent_job");
        if (parent != null) {
            var place =
                    new Composition.Member(
                            arn(row, "composite_arn"),
                            arn(row, "stack_arn"),
                            row.getString("member"));
            return new Kinship.Child(parent, place);
        }
        var children = row.getInt("children");
        return children == 0
                ? new Kinship.Alone()
                : new Kinship.Parent(children, row.getString("gaps"));
    }

    /**
     * A lifecycle from its three columns.
     *
     * @param prefix what stands before the names of these, such as {@code copy_}
     */
    public static Lifecycle lifecycle(ResultSet row, String prefix) throws SQLException {
        return new Lifecycle(
                days(row, prefix + "cold_after_days"),
                days(row, prefix + "delete_after_days"),
                flag(row, prefix + "archive_opt_in"));
    }

    /** A number of days; null is none. */
    public static OptionalInt days(ResultSet row, String column) throws SQLException {
        var days = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(days);
    }

    /** A yes, a no, or nothing, from a column of numbers. */
    public static @Nullable Boolean flag(ResultSet row, String column) throws SQLException {
        var flag = row.getInt(column);
        return row.wasNull() ? null : (Boolean) (flag == 1);
    }

    /** A map of texts. */
    public static Map<String, String> texts(ResultSet row, String column) throws SQLException {
        try {
            return JSON.readValue(row.getString(column), TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(column + " holds no map of texts", e);
        }
    }

    /** A map as text; equal maps of one order are equal texts. */
    public static String json(Map<?, ?> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts can always be written", e);
        }
    }
}
