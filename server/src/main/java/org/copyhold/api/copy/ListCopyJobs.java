package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.api.job.JobFilters;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.copy.CopyFilter;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyOrder;
import org.copyhold.control.job.JobFilter;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;

import java.util.List;

/** Lists copies, newest first. */
public final class ListCopyJobs implements Operation<ListCopyJobsRequest, ListCopyJobsResponse> {
    private final CopyJobs copies;

    public ListCopyJobs(CopyJobs copies) {
        this.copies = copies;
    }

    @Override
    public ListCopyJobsResponse handle(Caller caller, ListCopyJobsRequest in) {
        var paging = Paging.of(caller, in);
        return filters(caller, in)
                .filter()
                .map(filter -> list(caller, in, filter, paging))
                .orElseGet(() -> ListCopyJobsResponse.builder().copyJobs(List.of()).build());
    }

    private ListCopyJobsResponse list(
            Caller caller, ListCopyJobsRequest in, JobFilter common, Paging paging) {
        var destination = in.byDestinationVaultArn();
        var filter =
                new CopyFilter(
                        common,
                        destination == null ? null : CopyOrder.destination(destination).toString(),
                        in.bySourceRecoveryPointArn());
        var slice = copies.list(caller.account(), caller.region(), filter, paging.page());
        return ListCopyJobsResponse.builder()
                .copyJobs(slice.rows().stream().map(CopyWire::job).toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private static JobFilters filters(Caller caller, ListCopyJobsRequest in) {
        return new JobFilters(caller)
                .account(in.byAccountId())
                .parent(in.byParentJobId())
                .resource(in.byResourceArn(), in.byResourceType())
                .state(in.byStateAsString())
                .created(in.byCreatedAfter(), in.byCreatedBefore())
                .completed(in.byCompleteAfter(), in.byCompleteBefore())
                .category(in.byMessageCategory());
    }
}
