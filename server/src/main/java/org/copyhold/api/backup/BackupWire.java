package org.copyhold.api.backup;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.job.Lifecycles;
import org.copyhold.api.job.Percent;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.job.Tally;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Backup jobs as AWS shows them: each member when it is known, and not before. */
final class BackupWire {
    private BackupWire() {}

    /** The caller's job of that id. */
    static BackupJob require(BackupJobs backups, Caller caller, String id) {
        return backups.find(caller.account(), caller.region(), id)
                .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find backup job " + id + "."));
    }

    /** How far a job's children are; null when it has none. */
    static @Nullable Tally tally(BackupJobs backups, BackupJob job) {
        return job.kinship().isParent() ? backups.tally(job) : null;
    }

    static software.amazon.awssdk.services.backup.model.BackupJob job(
            BackupJob job, @Nullable Tally children) {
        var state = job.state();
        var progress = children == null ? state.progress() : children.progress();
        var wire = asked(job).state(state.name());
        if (!(state instanceof BackupState.Created)) {
            wire.bytesTransferred(progress.storedBytes());
        }
        switch (state) {
            case BackupState.Created _, BackupState.Running _, BackupState.Aborting _ -> {}
            case BackupState.Aborted s -> ended(wire, s.endedAt(), BackupState.Aborted.HOW);
            case BackupState.Expired s -> ended(wire, s.endedAt(), BackupState.Expired.HOW);
            case BackupState.Failed s ->
                    ended(wire, s.endedAt(), new Issues(s.why().category(), s.why().message()));
            case BackupState.Completed s ->
                    ended(wire, s.endedAt(), s.issues())
                            .backupSizeInBytes(s.progress().wantedBytes());
            case BackupState.Partial s ->
                    ended(wire, s.endedAt(), s.issues())
                            .backupSizeInBytes(s.progress().wantedBytes());
        }
        return wire.percentDone(Percent.of(progress, state instanceof BackupState.Completed))
                .build();
    }

    private static software.amazon.awssdk.services.backup.model.BackupJob.Builder asked(
            BackupJob job) {
        return software.amazon.awssdk.services.backup.model.BackupJob.builder()
                .accountId(job.account())
                .backupJobId(job.id())
                .backupVaultName(job.target().vaultName())
                .backupVaultArn(job.target().vault().toString())
                .vaultType("BACKUP_VAULT")
                .recoveryPointArn(job.point().toString())
                .recoveryPointLifecycle(Lifecycles.write(job.lifecycle()))
                .encryptionKeyArn(job.target().encryptionKeyArn())
                .isEncrypted(true)
                .resourceArn(job.subject().resource().toString())
                .resourceType(job.subject().type())
                .resourceName(job.subject().name())
                .iamRoleArn(job.roleArn())
                .creationDate(job.createdAt())
                .initiationDate(job.createdAt())
                .startBy(job.startBy())
                .backupOptions(job.options().isEmpty() ? null : job.options())
                .isParent(job.kinship().isParent())
                .parentJobId(job.kinship() instanceof Kinship.Child child ? child.parent() : null);
    }

    private static software.amazon.awssdk.services.backup.model.BackupJob.Builder ended(
            software.amazon.awssdk.services.backup.model.BackupJob.Builder wire,
            Instant at,
            Issues how) {
        return wire.completionDate(at)
                .messageCategory(how.category().wireName())
                .statusMessage(how.message().isEmpty() ? null : how.message());
    }
}
