package org.copyhold.control.event;

import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A copy job in another state, as events and notifications tell it. */
record CopyChange(CopyJob job) implements Change {
    @Override
    public Event event() {
        var source = job.source();
        var detail =
                new Detail()
                        .with("copyJobId", job.id())
                        .with("backupSizeInBytes", source.sizeBytes())
                        .with("creationDate", job.createdAt())
                        .with("iamRoleArn", job.roleArn())
                        .with("resourceArn", source.resource())
                        .with("resourceType", source.resourceType())
                        .with("sourceBackupVaultArn", source.vault())
                        .with("state", job.state().name())
                        .message("statusMessage", message())
                        .with("completionDate", endedAt())
                        .with("destinationBackupVaultArn", job.destination())
                        .with("destinationRecoveryPointArn", copy())
                        .kinship(job.kinship());
        return new Event(
                job.id(),
                "Copy Job State Change",
                new Event.Place(job.account(), job.region()),
                List.of(source.point()),
                detail.members());
    }

    /** An empty object as long as there is no copy: so AWS Backup writes it. */
    private Object copy() {
        return switch (job.state()) {
            case CopyState.Completed _, CopyState.Partial _ -> job.copy();
            case CopyState.Created _, CopyState.Running _, CopyState.Failed _ -> Map.of();
        };
    }

    private @Nullable String message() {
        return switch (job.state()) {
            case CopyState.Failed failed -> failed.why().message();
            case CopyState.Partial partial -> partial.issues().message();
            default -> null;
        };
    }

    private @Nullable Instant endedAt() {
        return switch (job.state()) {
            case CopyState.Completed s -> s.endedAt();
            case CopyState.Partial s -> s.endedAt();
            case CopyState.Failed s -> s.endedAt();
            default -> null;
        };
    }

    @Override
    public Optional<Notification> notification() {
        return switch (job.state()) {
            case CopyState.Running _ -> told("COPY_JOB_STARTED", "was started");
            case CopyState.Completed _ -> told("COPY_JOB_SUCCESSFUL", "was completed successfully");
            case CopyState.Partial _ -> told("COPY_JOB_FAILED", "was completed in part");
            case CopyState.Failed _ -> told("COPY_JOB_FAILED", "failed");
            default -> Optional.empty();
        };
    }

    private Optional<Notification> told(String kind, String how) {
        var source = job.source();
        var message =
                "An AWS Backup copy job %s. Recovery point ARN: %s. Resource ARN : %s. CopyJob ID : %s"
                        .formatted(how, source.point(), source.resource(), job.id());
        var attributes =
                Notification.attributes("COPY_JOB", job.state().name(), job.account(), job.id());
        return Optional.of(
                new Notification(source.vault(), Set.of(kind), message, attributes)
                        .since(job.createdAt()));
    }
}
