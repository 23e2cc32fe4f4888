package org.copyhold.api.restore;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Members;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeRestoreJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;

/** Tells how a restore is getting on. */
public final class DescribeRestoreJob
        implements Operation<DescribeRestoreJobRequest, DescribeRestoreJobResponse> {
    private final RestoreJobs restores;

    public DescribeRestoreJob(RestoreJobs restores) {
        this.restores = restores;
    }

    @Override
    public DescribeRestoreJobResponse handle(Caller caller, DescribeRestoreJobRequest in) {
        var job = RestoreWire.require(restores, caller, in.restoreJobId());
        return Members.copy(RestoreWire.job(job), DescribeRestoreJobResponse.builder()).build();
    }
}
