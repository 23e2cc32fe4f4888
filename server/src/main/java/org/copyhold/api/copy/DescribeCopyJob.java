package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Beside;
import org.copyhold.api.wire.Extended;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;

import software.amazon.awssdk.services.backup.model.DescribeCopyJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeCopyJobResponse;

/** Tells how a copy is getting on. */
public final class DescribeCopyJob
        implements Operation<DescribeCopyJobRequest, Extended<DescribeCopyJobResponse>> {
    private final CopyJobs copies;
    private final CopyProgress progress;

    public DescribeCopyJob(CopyJobs copies, ServiceClock clock) {
        this.copies = copies;
        this.progress = new CopyProgress(clock);
    }

    @Override
    public Extended<DescribeCopyJobResponse> handle(Caller caller, DescribeCopyJobRequest in) {
        var job = CopyWire.require(copies, caller, in.copyJobId());
        var beside = new Beside();
        var children = CopyWire.tally(copies, job);
        var shown = beside.put(CopyWire.job(job, children), progress.of(job, children));
        return new Extended<>(DescribeCopyJobResponse.builder().copyJob(shown).build(), beside);
    }
}
