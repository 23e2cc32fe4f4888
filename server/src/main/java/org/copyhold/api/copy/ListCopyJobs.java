package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.api.job.JobFilters;
import org.copyhold.api.wire.Beside;
import org.copyhold.api.wire.Extended;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.copy.CopyFilter;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyOrder;
import org.copyhold.control.job.JobFilter;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;

import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;

import java.util.List;

/** Lists copies, newest first. */
public final class ListCopyJobs
        implements Operation<ListCopyJobsRequest, Extended<ListCopyJobsResponse>> {
    private final CopyJobs copies;
    private final CopyProgress progress;

    public ListCopyJobs(CopyJobs copies, ServiceClock clock) {
        this.copies = copies;
        this.progress = new CopyProgress(clock);
    }

    @Override
    public Extended<ListCopyJobsResponse> handle(Caller caller, ListCopyJobsRequest in) {
        var paging = Paging.of(caller, in);
        var beside = new Beside();
        var listed =
                filters(caller, in)
                        .filter()
                        .map(filter -> list(caller, in, filter, paging, beside))
                        .orElseGet(
                                () -> ListCopyJobsResponse.builder().copyJobs(List.of()).build());
        return new Extended<>(listed, beside);
    }

    private ListCopyJobsResponse list(
            Caller caller, ListCopyJobsRequest in, JobFilter common, Paging paging, Beside beside) {
        var destination = in.byDestinationVaultArn();
        var filter =
                new CopyFilter(
                        common,
                        destination == null ? null : CopyOrder.destination(destination).toString(),
                        in.bySourceRecoveryPointArn());
        var slice = copies.list(caller.account(), caller.region(), filter, paging.page());
        return ListCopyJobsResponse.builder()
                .copyJobs(slice.rows().stream().map(job -> line(job, beside)).toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private CopyJob line(org.copyhold.control.copy.CopyJob job, Beside beside) {
        var children = CopyWire.tally(copies, job);
        return beside.put(CopyWire.job(job, children), progress.of(job, children));
    }

    private static JobFilters filters(Caller caller, ListCopyJobsRequest in) {
        return new JobFilters(caller)
                .account(in.byAccountId())
                .parent(in.byParentJobId())
                .resource(in.byResourceArn(), in.byResourceType())
                .state(in.byState(), in.byStateAsString())
                .created(in.byCreatedAfter(), in.byCreatedBefore())
                .completed(in.byCompleteAfter(), in.byCompleteBefore())
                .category(in.byMessageCategory());
    }
}
