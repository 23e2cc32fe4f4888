package org.copyhold.control.copy;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.job.Columns;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.JobTable;
import org.copyhold.control.job.Row;
import org.copyhold.control.job.StateRow;
import org.copyhold.control.point.Lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Copy jobs as rows. */
final class CopyRows implements JobTable.Rows<CopyJob> {
    /** In place of days: until the source expires. */
    private static final int KEPT = -1;

    private static final Copied NOTHING = new Copied("", Lifecycle.NONE, false, "");

    @Override
    public CopyJob read(ResultSet row) throws SQLException {
        return new CopyJob(
                row.getString("id"),
                row.getString("account"),
                row.getString("region"),
                requireNonNull(Columns.instant(row, "created_at")),
                source(row),
                Columns.arn(row, "destination_vault_arn"),
                row.getString("point_id"),
                row.getString("role_arn"),
                asked(row),
                new CopyOptions(row.getInt("reencrypts") == 1, row.getInt("read_back") == 1),
                Columns.kinship(row),
                state(row),
                row.getLong("version"));
    }

    @Override
    public Row write(CopyJob job) {
        var source = job.source();
        var copied = copied(job.state());
        return asked(state(job.state()).to(Row.of(job)), job.lifecycle())
                .with("source_vault_arn", source.vault())
                .with("source_point_arn", source.point())
                .with("source_point_id", source.pointId())
                .with("destination_vault_arn", job.destination())
                .with("point_id", job.copyId())
                .with("resource_arn", source.resource())
                .with("resource_type", source.resourceType())
                .with("resource_name", source.resourceName())
                .with("role_arn", job.roleArn())
                .with("size_bytes", source.sizeBytes())
                .with("bytes_per_second", bytesPerSecond(job.state()))
                .with("copy_key_arn", copied.encryptionKeyArn())
                .with("copy_", copied.lifecycle())
                .with("copy_locked", copied.locked())
                .with("copy_tier", copied.tier())
                .with("reencrypts", job.options().reencrypts() ? 1 : 0)
                .with("read_back", job.options().readsBack() ? 1 : 0)
                .with(job.kinship());
    }

    private static Copied copied(CopyState state) {
        return switch (state) {
            case CopyState.Completed done -> done.copy();
            case CopyState.Partial done -> done.copy();
            case CopyState.Created _, CopyState.Running _, CopyState.Failed _ -> NOTHING;
        };
    }

    private static Row asked(Row row, AskedLifecycle asked) {
        return switch (asked) {
            case AskedLifecycle.Inherited _ -> row.with("", Lifecycle.NONE);
            case AskedLifecycle.KeptExpiry kept ->
                    row.with("cold_after_days", kept.coldAfterDays())
                            .with("delete_after_days", KEPT)
                            .with("archive_opt_in", kept.optInToArchive());
            case AskedLifecycle.Own own -> row.with("", own.lifecycle());
        };
    }

    private static AskedLifecycle asked(ResultSet row) throws SQLException {
        var delete = Columns.days(row, "delete_after_days");
        if (delete.isEmpty()) {
            return AskedLifecycle.INHERITED;
        }
        return delete.getAsInt() == KEPT
                ? new AskedLifecycle.KeptExpiry(
                        Columns.days(row, "cold_after_days"), Columns.flag(row, "archive_opt_in"))
                : AskedLifecycle.own(Columns.lifecycle(row, ""));
    }

    private static long bytesPerSecond(CopyState state) {
        return state instanceof CopyState.Running running ? running.bytesPerSecond() : 0;
    }

    private static CopyJob.Source source(ResultSet row) throws SQLException {
        return new CopyJob.Source(
                Columns.arn(row, "source_vault_arn"),
                Columns.arn(row, "source_point_arn"),
                row.getString("source_point_id"),
                Columns.arn(row, "resource_arn"),
                row.getString("resource_type"),
                row.getString("resource_name"),
                row.getLong("size_bytes"));
    }

    private static StateRow state(CopyState state) {
        var name = state.name();
        return switch (state) {
            case CopyState.Created s -> StateRow.waiting(name, s.beganAt(), s.progress());
            case CopyState.Running s -> StateRow.running(name, s.startedAt(), s.progress());
            case CopyState.Completed s ->
                    StateRow.ended(name, s.endedAt(), s.progress(), Issues.NONE)
                            .since(s.startedAt());
            case CopyState.Partial s ->
                    StateRow.ended(name, s.endedAt(), s.progress(), s.issues())
                            .since(s.startedAt());
            case CopyState.Failed s -> StateRow.failed(name, s.endedAt(), s.progress(), s.why());
        };
    }

    private static CopyState state(ResultSet row) throws SQLException {
        var s = StateRow.read(row);
        return switch (s.state()) {
            case "CREATED" -> new CopyState.Created(s.startedAt(), s.progress());
            case "RUNNING" ->
                    new CopyState.Running(
                            s.started(), s.progress(), row.getLong("bytes_per_second"));
            case "COMPLETED" ->
                    new CopyState.Completed(s.started(), s.ended(), copied(row), s.progress());
            case "PARTIAL" ->
                    new CopyState.Partial(
                            s.started(), s.ended(), copied(row), s.progress(), s.issues());
            case "FAILED" -> new CopyState.Failed(s.ended(), s.why(), s.progress());
            default -> throw new IllegalStateException("A copy job is never " + s.state());
        };
    }

    private static Copied copied(ResultSet row) throws SQLException {
        return new Copied(
                row.getString("copy_key_arn"),
                Columns.lifecycle(row, "copy_"),
                row.getInt("copy_locked") == 1,
                row.getString("copy_tier"));
    }
}
