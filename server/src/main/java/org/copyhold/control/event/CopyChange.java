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
                        .with("destinationRecoveryPointArn", copy());
        return new Event(
                job.id(),
                "Copy Job State Change",
                new Event.Place(job.account(), job.region()),
                List.of(source.point()),
                detail.members());
    }

    /** An empty object as long as there is no copy: so AWS Backup writes it. */
    private Object copy() {
        return job.state() instanceof CopyState.Completed ? job.copy() : Map.of();
    }

    private @Nullable String message() {
        return job.state() instanceof CopyState.Failed failed ? failed.why().message() : null;
    }

    private @Nullable Instant endedAt() {
        return switch (job.state()) {
            case CopyState.Completed s -> s.endedAt();
            case CopyState.Failed s -> s.endedAt();
            default -> null;
        };
    }

    @Override
    public Optional<Notification> notification() {
        return switch (job.state()) {
            case CopyState.Running _ -> told("COPY_JOB_STARTED", "was started");
            case CopyState.Completed _ -> told("COPY_JOB_SUCCESSFUL", "was completed successfully");
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
