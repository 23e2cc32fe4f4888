package org.copyhold.control.job;

import static java.util.Objects.requireNonNull;

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

    /** A job that waits; it may have begun before. */
    public static StateRow waiting(String state, @Nullable Instant beganAt, Progress progress) {
        return new StateRow(state, beganAt, null, progress, null, null);
    }

    /** A job that a worker is at. */
    public static StateRow running(String state, Instant startedAt, Progress progress) {
        return new StateRow(state, startedAt, null, progress, null, null);
    }

    /** A job that has ended; {@link #since} tells when it began. */
    public static StateRow ended(String state, Instant endedAt, Progress progress, Issues how) {
        var message = how.message().isEmpty() ? null : how.message();
        return new StateRow(state, null, endedAt, progress, how.category(), message);
    }

    /** A job that came to nothing. */
    public static StateRow failed(String state, Instant endedAt, Progress progress, Failure why) {
        return new StateRow(state, null, endedAt, progress, why.category(), why.message());
    }

    /** The same with a beginning. */
    public StateRow since(Instant began) {
        return new StateRow(state, began, endedAt, progress, category, message);
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

    /** Adds the columns to a job's others. */
    public Row to(Row row) {
        return row.with("state", state)
                .with("started_at", startedAt)
                .with("ended_at", endedAt)
                .with("wanted_bytes", progress.wantedBytes())
                .with("moved_bytes", progress.movedBytes())
                .with("skipped_bytes", progress.skippedBytes())
                .with("stored_bytes", progress.storedBytes())
                .with("server_side_bytes", progress.serverSideBytes())
                .with("message_category", category == null ? null : category.name())
                .with("status_message", message);
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

    static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getLong("wanted_bytes"),
                row.getLong("moved_bytes"),
                row.getLong("skipped_bytes"),
                row.getLong("stored_bytes"),
                row.getLong("server_side_bytes"));
    }
}
