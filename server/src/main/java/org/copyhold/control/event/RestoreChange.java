package org.copyhold.control.event;

import org.copyhold.control.restore.RestoreJob;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A restore job in another state, as events and notifications tell it. */
record RestoreChange(RestoreJob job) implements Change {
    @Override
    public Event event() {
        var source = job.source();
        var state = job.state();
        var detail =
                new Detail()
                        .with("restoreJobId", job.id())
                        .with("backupVaultArn", source.vault())
                        .with("recoveryPointArn", source.point())
                        .with("sourceResourceArn", source.resource())
                        .with("backupSizeInBytes", Long.toString(source.sizeBytes()))
                        .with("creationDate", job.createdAt())
                        .with("iamRoleArn", job.roleArn())
                        .with("percentDone", isCompleted() ? 100 : state.progress().wholePercent())
                        .with("resourceType", source.resourceType())
                        .with("status", state.name())
                        .message("statusMessage", message())
                        .with("createdResourceArn", created())
                        .with("completionDate", endedAt());
        return new Event(
                job.id(),
                "Restore Job State Change",
                new Event.Place(job.account(), job.region()),
                List.of(source.point()),
                detail.members());
    }

    private boolean isCompleted() {
        return job.state() instanceof RestoreState.Completed;
    }

    private @Nullable Arn created() {
        return job.state() instanceof RestoreState.Completed s ? s.created() : null;
    }

    private @Nullable String message() {
        return switch (job.state()) {
            case RestoreState.Completed s -> s.issues().message();
            case RestoreState.Failed s -> s.why().message();
            default -> null;
        };
    }

    private @Nullable Instant endedAt() {
        return switch (job.state()) {
            case RestoreState.Completed s -> s.endedAt();
            case RestoreState.Failed s -> s.endedAt();
            default -> null;
        };
    }

    /** RESTORE_JOB_COMPLETED is any end; the two retired words tell them apart. */
    @Override
    public Optional<Notification> notification() {
        return switch (job.state()) {
            case RestoreState.Running _ -> told("was started", "RESTORE_JOB_STARTED");
            case RestoreState.Completed _ ->
                    told(
                            "was completed successfully",
                            "RESTORE_JOB_COMPLETED",
                            "RESTORE_JOB_SUCCESSFUL");
            case RestoreState.Failed _ ->
                    told("failed", "RESTORE_JOB_COMPLETED", "RESTORE_JOB_FAILED");
            default -> Optional.empty();
        };
    }

    private Optional<Notification> told(String how, String... kinds) {
        var source = job.source();
        var message =
                "An AWS Backup restore job %s. Recovery point ARN: %s. Resource ARN : %s. RestoreJob ID : %s"
                        .formatted(how, source.point(), source.resource(), job.id());
        var attributes =
                Notification.attributes("RESTORE_JOB", job.state().name(), job.account(), job.id());
        return Optional.of(
                new Notification(source.vault(), Set.of(kinds), message, attributes)
                        .since(job.createdAt()));
    }
}
