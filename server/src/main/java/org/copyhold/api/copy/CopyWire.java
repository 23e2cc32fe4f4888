package org.copyhold.api.copy;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.job.Lifecycles;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.kit.Caller;

/** Copy jobs as AWS shows them: each member when it is known, and not before. */
final class CopyWire {
    private CopyWire() {}

    /** The caller's job of that id. */
    static CopyJob require(CopyJobs copies, Caller caller, String id) {
        return copies.find(caller.account(), caller.region(), id)
                .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find copy job " + id + "."));
    }

    static software.amazon.awssdk.services.backup.model.CopyJob job(CopyJob job) {
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
        switch (job.state()) {
            case CopyState.Created _, CopyState.Running _ -> {}
            case CopyState.Completed s ->
                    wire.completionDate(s.endedAt())
                            .messageCategory(MessageCategory.SUCCESS.wireName())
                            .destinationRecoveryPointArn(job.copy().toString())
                            .destinationRecoveryPointLifecycle(
                                    Lifecycles.write(s.copy().lifecycle()))
                            .destinationEncryptionKeyArn(s.copy().encryptionKeyArn())
                            .destinationVaultType("BACKUP_VAULT")
                            .destinationVaultLockState(s.copy().locked() ? "LOCKED" : "UNLOCKED");
            case CopyState.Failed s ->
                    wire.completionDate(s.endedAt())
                            .messageCategory(s.why().category().wireName())
                            .statusMessage(s.why().message());
        }
        return wire.build();
    }
}
