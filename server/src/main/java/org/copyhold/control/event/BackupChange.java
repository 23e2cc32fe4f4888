package org.copyhold.control.event;

import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupState;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A backup job in another state, as events and notifications tell it. */
record BackupChange(BackupJob job) implements Change {
    @Override
    public Event event() {
        var state = job.state();
        var detail =
                new Detail()
                        .with("backupJobId", job.id())
                        .with("backupSizeInBytes", size())
                        .with("backupVaultArn", job.target().vault())
                        .with("backupVaultName", job.target().vaultName())
                        .with("bytesTransferred", Long.toString(state.progress().storedBytes()))
                        .with("creationDate", job.createdAt())
                        .with("iamRoleArn", job.roleArn())
                        .with("resourceArn", job.subject().resource())
                        .with("resourceType", job.subject().type())
                        .with("state", state.name())
                        .message("statusMessage", message())
                        .with("completionDate", endedAt())
                        .with("startBy", job.startBy())
                        .with("percentDone", isCompleted() ? 100 : state.progress().wholePercent())
                        .kinship(job.kinship());
        return new Event(
                job.id(),
                "Backup Job State Change",
                new Event.Place(job.account(), job.region()),
                isThere() ? List.of(job.point()) : List.<Arn>of(),
                detail.members());
    }

    private boolean isCompleted() {
        return job.state() instanceof BackupState.Completed;
    }

    private boolean isThere() {
        return isCompleted() || job.state() instanceof BackupState.Partial;
    }

    /** A text, unlike a copy's. */
    private @Nullable String size() {
        return isThere() ? Long.toString(job.state().progress().wantedBytes()) : null;
    }

    private @Nullable String message() {
        return switch (job.state()) {
            case BackupState.Completed s -> s.issues().message();
            case BackupState.Partial s -> s.issues().message();
            case BackupState.Failed s -> s.why().message();
            case BackupState.Aborted _ -> BackupState.Aborted.HOW.message();
            case BackupState.Expired _ -> BackupState.Expired.HOW.message();
            default -> null;
        };
    }

    private @Nullable Instant endedAt() {
        return switch (job.state()) {
            case BackupState.Completed s -> s.endedAt();
            case BackupState.Partial s -> s.endedAt();
            case BackupState.Failed s -> s.endedAt();
            case BackupState.Aborted s -> s.endedAt();
            case BackupState.Expired s -> s.endedAt();
            default -> null;
        };
    }

    /** BACKUP_JOB_COMPLETED is any end; the three retired words tell them apart. */
    @Override
    public Optional<Notification> notification() {
        return switch (job.state()) {
            case BackupState.Running _ -> told("was started", "BACKUP_JOB_STARTED");
            case BackupState.Completed _ ->
                    told(
                            "was completed successfully. Recovery point ARN: " + job.point(),
                            "BACKUP_JOB_COMPLETED",
                            "BACKUP_JOB_SUCCESSFUL");
            case BackupState.Partial _ ->
                    told(
                            "was completed in part. Recovery point ARN: " + job.point(),
                            "BACKUP_JOB_COMPLETED");
            case BackupState.Failed _ ->
                    told("failed", "BACKUP_JOB_COMPLETED", "BACKUP_JOB_FAILED");
            case BackupState.Aborted _ -> told("was stopped", "BACKUP_JOB_COMPLETED");
            case BackupState.Expired _ ->
                    told("expired", "BACKUP_JOB_COMPLETED", "BACKUP_JOB_EXPIRED");
            default -> Optional.empty();
        };
    }

    private Optional<Notification> told(String how, String... kinds) {
        var message =
                "An AWS Backup job %s. Resource ARN : %s. BackupJob ID : %s"
                        .formatted(how, job.subject().resource(), job.id());
        var attributes =
                Notification.attributes("BACKUP_JOB", job.state().name(), job.account(), job.id());
        return Optional.of(
                new Notification(job.target().vault(), Set.of(kinds), message, attributes)
                        .since(job.createdAt()));
    }
}
