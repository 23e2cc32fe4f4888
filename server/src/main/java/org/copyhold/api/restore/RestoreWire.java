package org.copyhold.api.restore;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.job.Percent;
import org.copyhold.control.restore.RestoreJob;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;

/** Restore jobs as AWS shows them: each member when it is known, and not before. */
final class RestoreWire {
    private RestoreWire() {}

    /** The caller's job of that id. */
    static RestoreJob require(RestoreJobs restores, Caller caller, String id) {
        return restores.find(caller.account(), caller.region(), id)
                .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find restore job " + id + "."));
    }

    static RestoreJobsListMember job(RestoreJob job) {
        var source = job.source();
        var state = job.state();
        var wire =
                RestoreJobsListMember.builder()
                        .accountId(job.account())
                        .restoreJobId(job.id())
                        .recoveryPointArn(source.point().toString())
                        .recoveryPointCreationDate(source.createdAt())
                        .sourceResourceArn(source.resource().toString())
                        .backupVaultArn(source.vault().toString())
                        .resourceType(source.resourceType())
                        .backupSizeInBytes(source.sizeBytes())
                        .iamRoleArn(job.roleArn())
                        .creationDate(job.createdAt())
                        .status(state.name())
                        .isParent(false);
        switch (state) {
            case RestoreState.Pending _, RestoreState.Running _ -> {}
            case RestoreState.Failed s ->
                    wire.completionDate(s.endedAt()).statusMessage(s.why().message());
            case RestoreState.Completed s ->
                    wire.completionDate(s.endedAt())
                            .createdResourceArn(s.created().toString())
                            .statusMessage(
                                    s.issues().message().isEmpty() ? null : s.issues().message());
        }
        return wire.percentDone(
                        Percent.of(state.progress(), state instanceof RestoreState.Completed))
                .build();
    }
}
