package org.copyhold.api.copy;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.Operation;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeCopyJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeCopyJobResponse;

/** Tells how a copy is getting on. */
public final class DescribeCopyJob
        implements Operation<DescribeCopyJobRequest, DescribeCopyJobResponse> {
    private final CopyJobs copies;

    public DescribeCopyJob(CopyJobs copies) {
        this.copies = copies;
    }

    @Override
    public DescribeCopyJobResponse handle(Caller caller, DescribeCopyJobRequest in) {
        return copies.find(caller.account(), caller.region(), in.copyJobId())
                .map(job -> DescribeCopyJobResponse.builder().copyJob(CopyWire.job(job)).build())
                .orElseThrow(
                        () ->
                                RESOURCE_NOT_FOUND.with(
                                        "Cannot find copy job " + in.copyJobId() + "."));
    }
}
