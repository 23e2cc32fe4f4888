package org.copyhold.control.backup;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.job.Columns;
import org.copyhold.control.job.JobTable;
import org.copyhold.control.job.Row;
import org.copyhold.control.job.StateRow;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Backup jobs as rows. */
final class BackupRows implements JobTable.Rows<BackupJob> {
    @Override
    public BackupJob read(ResultSet row) throws SQLException {
        return new BackupJob(
                row.getString("id"),
                row.getString("account"),
                row.getString("region"),
                requireNonNull(Columns.instant(row, "created_at")),
                new BackupJob.Target(
                        row.getString("vault_id"),
                        Columns.arn(row, "vault_arn"),
                        row.getString("vault_name"),
                        row.getString("encryption_key_arn")),
                new BackupJob.Subject(
                        Columns.arn(row, "resource_arn"),
                        row.getString("resource_type"),
                        row.getString("resource_name")),
                row.getString("role_arn"),
                row.getString("point_id"),
                point(row),
                requireNonNull(Columns.instant(row, "start_by")),
                Columns.instant(row, "complete_by"),
                Columns.lifecycle(row, ""),
                Tags.of(Columns.texts(row, "tags")),
                Columns.texts(row, "options"),
                Columns.kinship(row),
                state(StateRow.read(row)),
                row.getLong("version"));
    }

    @Override
    public Row write(BackupJob job) {
        return state(job.state())
                .to(Row.of(job))
                .with("vault_id", job.target().vaultId())
                .with("vault_arn", job.target().vault())
                .with("vault_name", job.target().vaultName())
                .with("encryption_key_arn", job.target().encryptionKeyArn())
                .with("resource_arn", job.subject().resource())
                .with("resource_type", job.subject().type())
                .with("resource_name", job.subject().name())
                .with("role_arn", job.roleArn())
                .with("point_id", job.pointId())
                .with("point_arn", job.point())
                .with("start_by", job.startBy())
                .with("complete_by", job.completeBy())
                .with("", job.lifecycle())
                .with("tags", job.tags().byKey())
                .with("options", job.options())
                .with(job.kinship());
    }

    /** Rows of earlier versions have none; then its name tells all. */
    private static Arn point(ResultSet row) throws SQLException {
        return row.getString("point_arn") != null
                ? Columns.arn(row, "point_arn")
                : ResourceType.named(row.getString("resource_type"))
                        .orElse(ResourceType.EFS)
                        .point(
                                Columns.arn(row, "resource_arn"),
                                row.getString("region"),
                                row.getString("account"),
                                row.getString("point_id"),
                                requireNonNull(Columns.instant(row, "created_at")));
    }

    private static StateRow state(BackupState state) {
        var name = state.name();
        return switch (state) {
            case BackupState.Created s -> StateRow.waiting(name, s.beganAt(), s.progress());
            case BackupState.Running s -> StateRow.running(name, s.startedAt(), s.progress());
            case BackupState.Aborting s -> StateRow.running(name, s.startedAt(), s.progress());
            case BackupState.Aborted s ->
                    StateRow.ended(name, s.endedAt(), s.progress(), BackupState.Aborted.HOW);
            case BackupState.Completed s ->
                    StateRow.ended(name, s.endedAt(), s.progress(), s.issues())
                            .since(s.startedAt());
            case BackupState.Partial s ->
                    StateRow.ended(name, s.endedAt(), s.progress(), s.issues())
                            .since(s.startedAt());
            case BackupState.Failed s -> StateRow.failed(name, s.endedAt(), s.progress(), s.why());
            case BackupState.Expired s ->
                    StateRow.ended(name, s.endedAt(), s.progress(), BackupState.Expired.HOW);
        };
    }

    private static BackupState state(StateRow s) {
        return switch (s.state()) {
            case "CREATED" -> new BackupState.Created(s.startedAt(), s.progress());
            case "RUNNING" -> new BackupState.Running(s.started(), s.progress());
            case "ABORTING" -> new BackupState.Aborting(s.started(), s.progress());
            case "ABORTED" -> new BackupState.Aborted(s.ended(), s.progress());
            case "COMPLETED" ->
                    new BackupState.Completed(s.started(), s.ended(), s.progress(), s.issues());
            case "PARTIAL" ->
                    new BackupState.Partial(s.started(), s.ended(), s.progress(), s.issues());
            case "FAILED" -> new BackupState.Failed(s.ended(), s.why(), s.progress());
            case "EXPIRED" -> new BackupState.Expired(s.ended(), s.progress());
            default -> throw new IllegalStateException("A backup job is never " + s.state());
        };
    }
}
