package org.copyhold.api.restore;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Arns;
import org.copyhold.control.job.Roles;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.control.restore.RestoreRequest;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.StartRestoreJobRequest;
import software.amazon.awssdk.services.backup.model.StartRestoreJobResponse;

/** Accepts the restore and returns; a worker runs it later. */
public final class StartRestoreJob
        implements Operation<StartRestoreJobRequest, StartRestoreJobResponse> {
    private final RestoreJobs restores;

    public StartRestoreJob(RestoreJobs restores) {
        this.restores = restores;
    }

    @Override
    public void check(Caller caller, StartRestoreJobRequest in) {
        request(caller, in);
    }

    @Override
    public StartRestoreJobResponse handle(Caller caller, StartRestoreJobRequest in) {
        var job = restores.accept(request(caller, in));
        return StartRestoreJobResponse.builder().restoreJobId(job.id()).build();
    }

    private static RestoreRequest request(Caller caller, StartRestoreJobRequest in) {
        if (Boolean.TRUE.equals(in.copySourceTagsToRestoredResource())) {
            throw INVALID_REQUEST.with(
                    "CopySourceTagsToRestoredResource: resources have no tags on this server.");
        }
        var role = in.iamRoleArn();
        return new RestoreRequest(
                caller,
                Arns.read("RecoveryPointArn", in.recoveryPointArn()),
                in.metadata(),
                in.resourceType(),
                role == null ? null : Roles.parse(role),
                in.idempotencyToken());
    }
}
