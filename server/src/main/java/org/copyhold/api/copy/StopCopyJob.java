package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StopBackupJobResponse;

/** Lets a copy end without a copy; an extension, as StopBackupJob is for backups. */
public final class StopCopyJob implements Operation<DescribeCopyJobRequest, StopBackupJobResponse> {
    private final CopyJobs copies;

    public StopCopyJob(CopyJobs copies) {
        this.copies = copies;
    }

    @Override
    public StopBackupJobResponse handle(Caller caller, DescribeCopyJobRequest in) {
        copies.stop(CopyWire.require(copies, caller, in.copyJobId()));
        return StopBackupJobResponse.builder().build();
    }
}
