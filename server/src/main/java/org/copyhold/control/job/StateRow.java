package org.copyhold.control.job;

import static java.util.Objects.requireNonNull;

import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A job's state as a row keeps it: the columns that all kinds of jobs have.
 *
 * @param state the state's name
 */
public record StateRow(
        String state,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Progress progress,
        @Nullable MessageCategory category,
        @Nullable String message) {
    /** The columns, for an insert. */
    public static final String COLUMNS =
            "state, started_at, ended_at, wanted_bytes, moved_bytes, skipped_bytes, stored_bytes,"
                    + " message_category, status_message";

    /** Their values, for an insert. */
    public static final String VALUES =
            ":state, :startedAt, :endedAt, :wantedBytes, :movedBytes, :skippedBytes, :storedBytes,"
                    + " :category, :message";

    /** Both, for an update. */
    public static final String ASSIGNMENTS =
            "state = :state, started_at = :startedAt, ended_at = :endedAt,"
                    + " wanted_bytes = :wantedBytes, moved_bytes = :movedBytes,"
                    + " skipped_bytes = :skippedBytes, stored_bytes = :storedBytes,"
                    + " message_category = :category, status_message = :message";

    /** A job that has not begun. */
    public static StateRow waiting(String state) {
        return new StateRow(state, null, null, Progress.NONE, null, null);
    }

    /** A job that a worker is at. */
    public static StateRow running(String state, Instant startedAt, Progress progress) {
        return new StateRow(state, startedAt, null, progress, null, null);
    }

    /** A job that came to nothing. */
    public static StateRow failed(String state, Progress progress, Instant endedAt, Failure why) {
        return new StateRow(state, null, endedAt, progress, why.category(), why.message());
    }

    /** The same with an end. */
    public StateRow ended(Instant at, MessageCategory how, @Nullable String why) {
        return new StateRow(state, startedAt, at, progress, how, why);
    }

    /** Reads the columns of the current row. */
    public static StateRow read(ResultSet row) throws SQLException {
        var category = row.getString("message_category");
        return new StateRow(
                row.getString("state"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"),
                progress(row),
                category == null ? null : MessageCategory.valueOf(category),
                row.getString("status_message"));
    }

    /** Gives a statement the values. */
    public <S extends SqlStatement<S>> S bind(S statement) {
        return progress.bind(statement)
                .bind("state", state)
                .bind("startedAt", Columns.millis(startedAt))
                .bind("endedAt", Columns.millis(endedAt))
                .bind("category", category == null ? null : category.name())
                .bind("message", message);
    }

    /** When a job that has begun did so. */
    public Instant started() {
        return requireNonNull(startedAt, "a job that has begun has a start");
    }

    /** When a job that has ended did so. */
    public Instant ended() {
        return requireNonNull(endedAt, "a job that has ended has an end");
    }

    /** What a completed job has to tell. */
    public Issues issues() {
        return new Issues(requireNonNull(category), message == null ? "" : message);
    }

    /** Why a failed job failed. */
    public Failure why() {
        return new Failure(requireNonNull(category), requireNonNull(message));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getLong("wanted_bytes"),
                row.getLong("moved_bytes"),
                row.getLong("skipped_bytes"),
                row.getLong("stored_bytes"));
    }
}
