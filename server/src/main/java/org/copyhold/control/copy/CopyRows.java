package org.copyhold.control.copy;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.job.Columns;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.StateRow;
import org.copyhold.control.point.Lifecycle;
import org.jdbi.v3.core.statement.SqlStatement;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Copy jobs as rows. */
final class CopyRows {
    private static final Copied NOTHING = new Copied("", Lifecycle.NONE, "");

    private CopyRows() {}

    static CopyJob read(ResultSet row) throws SQLException {
        var asked = Columns.lifecycle(row, "cold_after_days", "delete_after_days");
        return new CopyJob(
                row.getString("id"),
                row.getString("account"),
                row.getString("region"),
                requireNonNull(Columns.instant(row, "created_at")),
                source(row),
                Columns.arn(row, "destination_vault_arn"),
                row.getString("point_id"),
                row.getString("role_arn"),
                asked.deleteAfterDays().isPresent() ? asked : null,
                state(row),
                row.getLong("version"));
    }

    static <S extends SqlStatement<S>> S bind(S statement, CopyJob job) {
        var source = job.source();
        var asked = job.lifecycle() == null ? Lifecycle.NONE : job.lifecycle();
        return bindState(statement, job)
                .bind("account", job.account())
                .bind("region", job.region())
                .bind("createdAt", job.createdAt().toEpochMilli())
                .bind("sourceVault", source.vault().toString())
                .bind("sourcePoint", source.point().toString())
                .bind("sourcePointId", source.pointId())
                .bind("destination", job.destination().toString())
                .bind("pointId", job.copyId())
                .bind("resource", source.resource().toString())
                .bind("resourceType", source.resourceType())
                .bind("resourceName", source.resourceName())
                .bind("role", job.roleArn())
                .bind("cold", Columns.days(asked.coldAfterDays()))
                .bind("delete", Columns.days(asked.deleteAfterDays()))
                .bind("size", source.sizeBytes());
    }

    static <S extends SqlStatement<S>> S bindState(S statement, CopyJob job) {
        var copied = job.state() instanceof CopyState.Completed done ? done.copy() : NOTHING;
        return row(job.state())
                .bind(statement)
                .bind("id", job.id())
                .bind("version", job.version())
                .bind("copyKey", copied.encryptionKeyArn())
                .bind("copyCold", Columns.days(copied.lifecycle().coldAfterDays()))
                .bind("copyDelete", Columns.days(copied.lifecycle().deleteAfterDays()))
                .bind("copyTier", copied.tier());
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

    private static StateRow row(CopyState state) {
        return switch (state) {
            case CopyState.Created _ -> StateRow.waiting(state.name());
            case CopyState.Running s -> StateRow.running(state.name(), s.startedAt(), s.progress());
            case CopyState.Completed s ->
                    StateRow.running(state.name(), s.startedAt(), s.progress())
                            .ended(s.endedAt(), MessageCategory.SUCCESS, null);
            case CopyState.Failed s ->
                    StateRow.failed(state.name(), s.progress(), s.endedAt(), s.why());
        };
    }

    private static CopyState state(ResultSet row) throws SQLException {
        var s = StateRow.read(row);
        return switch (s.state()) {
            case "CREATED" -> new CopyState.Created();
            case "RUNNING" -> new CopyState.Running(s.started(), s.progress());
            case "COMPLETED" ->
                    new CopyState.Completed(s.started(), s.ended(), copied(row), s.progress());
            case "FAILED" -> new CopyState.Failed(s.ended(), s.why(), s.progress());
            default -> throw new IllegalStateException("A copy job is never " + s.state());
        };
    }

    private static Copied copied(ResultSet row) throws SQLException {
        return new Copied(
                row.getString("copy_key_arn"),
                Columns.lifecycle(row, "copy_cold_after_days", "copy_delete_after_days"),
                row.getString("copy_tier"));
    }
}
