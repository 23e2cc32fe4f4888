package org.copyhold.api.copy;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.job.Lifecycles;
import org.copyhold.control.copy.Copied;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Tally;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

/** Copy jobs as AWS shows them: each member when it is known, and not before. */
final class CopyWire {
    private CopyWire() {}

    /** The caller's job of that id. */
    static CopyJob require(CopyJobs copies, Caller caller, String id) {
        return copies.find(caller.account(), caller.region(), id)
                .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find copy job " + id + "."));
    }

    /** How far a job's children are; null when it has none. */
    static @Nullable Tally tally(CopyJobs copies, CopyJob job) {
        return job.kinship().isParent() ? copies.tally(job) : null;
    }

    static software.amazon.awssdk.services.backup.model.CopyJob job(
            CopyJob job, @Nullable Tally children) {
        var source = job.source();
        var wire =
                software.amazon.awssdk.services.backup.model.CopyJob.builder()
                        .accountId(job.account())
                        .copyJobId(job.id())
                        .creationDate(job.createdAt())
                        .state(job.state().name())
                        .sourceBackupVaultArn(source.vault().toString())
                        .sourceRecoveryPointArn(source.point().toString())
                        .destinationBackupVaultArn(job.destination().toString())
                        .resourceArn(source.resource().toString())
                        .resourceType(source.resourceType())
                        .resourceName(source.resourceName())
                        .iamRoleArn(job.roleArn())
                        .backupSizeInBytes(source.sizeBytes())
                        .isParent(false);
        kinship(wire, job.kinship(), children);
        switch (job.state()) {
            case CopyState.Created _, CopyState.Running _ -> {}
            case CopyState.Completed s ->
                    copied(wire, job, s.copy())
                            .completionDate(s.endedAt())
                            .messageCategory(MessageCategory.SUCCESS.wireName());
            case CopyState.Partial s ->
                    copied(wire, job, s.copy())
                            .completionDate(s.endedAt())
                            .messageCategory(s.issues().category().wireName())
                            .statusMessage(s.issues().message());
            case CopyState.Failed s ->
                    wire.completionDate(s.endedAt())
                            .messageCategory(s.why().category().wireName())
                            .statusMessage(s.why().message());
        }
        return wire.build();
    }

    private static software.amazon.awssdk.services.backup.model.CopyJob.Builder copied(
            software.amazon.awssdk.services.backup.model.CopyJob.Builder wire,
            CopyJob job,
            Copied copy) {
        return wire.destinationRecoveryPointArn(job.copy().toString())
                .destinationRecoveryPointLifecycle(Lifecycles.write(copy.lifecycle()))
                .destinationEncryptionKeyArn(copy.encryptionKeyArn())
                .destinationVaultType("BACKUP_VAULT")
                .destinationVaultLockState(copy.locked() ? "LOCKED" : "UNLOCKED");
    }

    private static void kinship(
            software.amazon.awssdk.services.backup.model.CopyJob.Builder wire,
            Kinship kinship,
            @Nullable Tally children) {
        switch (kinship) {
            case Kinship.Alone _ -> {}
            case Kinship.Child child ->
                    wire.parentJobId(child.parent())
                            .compositeMemberIdentifier(child.place().name());
            case Kinship.Parent parent -> {
                wire.isParent(true).numberOfChildJobs((long) parent.children());
                if (children != null) {
                    wire.childJobsInStateWithStrings(children.byState());
                }
            }
        }
    }
}
