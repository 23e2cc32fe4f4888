package org.copyhold.control.restore;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.job.Columns;
import org.copyhold.control.job.JobTable;
import org.copyhold.control.job.Row;
import org.copyhold.control.job.StateRow;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Restore jobs as rows. */
final class RestoreRows implements JobTable.Rows<RestoreJob> {
    @Override
    public RestoreJob read(ResultSet row) throws SQLException {
        return new RestoreJob(
                row.getString("id"),
                row.getString("account"),
                row.getString("region"),
                requireNonNull(Columns.instant(row, "created_at")),
                new RestoreJob.Source(
                        Columns.arn(row, "point_arn"),
                        row.getString("point_id"),
                        requireNonNull(Columns.instant(row, "point_created_at")),
                        Columns.arn(row, "vault_arn"),
                        Columns.arn(row, "resource_arn"),
                        row.getString("resource_type"),
                        row.getLong("size_bytes")),
                Columns.texts(row, "metadata"),
                row.getString("role_arn"),
                state(row),
                row.getLong("version"));
    }

    @Override
    public Row write(RestoreJob job) {
        var source = job.source();
        var created = job.state() instanceof RestoreState.Completed done ? done.created() : null;
        return state(job.state())
                .to(Row.of(job))
                .with("point_arn", source.point())
                .with("point_id", source.pointId())
                .with("point_created_at", source.createdAt())
                .with("vault_arn", source.vault())
                .with("resource_arn", source.resource())
                .with("resource_type", source.resourceType())
                .with("size_bytes", source.sizeBytes())
                .with("metadata", job.metadata())
                .with("role_arn", job.roleArn())
                .with("created_resource_arn", created);
    }

    private static StateRow state(RestoreState state) {
        var name = state.name();
        return switch (state) {
            case RestoreState.Pending s -> StateRow.waiting(name, s.beganAt(), s.progress());
            case RestoreState.Running s -> StateRow.running(name, s.startedAt(), s.progress());
            case RestoreState.Completed s ->
                    StateRow.ended(name, s.endedAt(), s.progress(), s.issues());
            case RestoreState.Failed s -> StateRow.failed(name, s.endedAt(), s.progress(), s.why());
        };
    }

    private static RestoreState state(ResultSet row) throws SQLException {
        var s = StateRow.read(row);
        return switch (s.state()) {
            case "PENDING" -> new RestoreState.Pending(s.startedAt(), s.progress());
            case "RUNNING" -> new RestoreState.Running(s.started(), s.progress());
            case "COMPLETED" ->
                    new RestoreState.Completed(
                            s.ended(),
                            Columns.arn(row, "created_resource_arn"),
                            s.progress(),
                            s.issues());
            case "FAILED" -> new RestoreState.Failed(s.ended(), s.why(), s.progress());
            default -> throw new IllegalStateException("A restore job is never " + s.state());
        };
    }
}
