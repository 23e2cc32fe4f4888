package org.copyhold.api.restore;

import org.copyhold.api.Operation;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.GetRestoreJobMetadataRequest;
import software.amazon.awssdk.services.backup.model.GetRestoreJobMetadataResponse;

/** Gives back the metadata that a restore was asked for with. */
public final class GetRestoreJobMetadata
        implements Operation<GetRestoreJobMetadataRequest, GetRestoreJobMetadataResponse> {
    private final RestoreJobs restores;

    public GetRestoreJobMetadata(RestoreJobs restores) {
        this.restores = restores;
    }

    @Override
    public GetRestoreJobMetadataResponse handle(Caller caller, GetRestoreJobMetadataRequest in) {
        var job = RestoreWire.require(restores, caller, in.restoreJobId());
        return GetRestoreJobMetadataResponse.builder()
                .restoreJobId(job.id())
                .metadata(job.metadata())
                .build();
    }
}
