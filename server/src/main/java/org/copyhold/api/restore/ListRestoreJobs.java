package org.copyhold.api.restore;

import org.copyhold.api.Operation;
import org.copyhold.api.job.JobFilters;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.ListRestoreJobsRequest;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsResponse;

import java.util.List;

/** Lists restores, newest first. */
public final class ListRestoreJobs
        implements Operation<ListRestoreJobsRequest, ListRestoreJobsResponse> {
    private final RestoreJobs restores;

    public ListRestoreJobs(RestoreJobs restores) {
        this.restores = restores;
    }

    @Override
    public ListRestoreJobsResponse handle(Caller caller, ListRestoreJobsRequest in) {
        var paging = Paging.of(caller, in);
        // No restore here is a test of one: a plan's ARN lets none through, as a parent does.
        return filters(caller, in)
                .parent(in.byRestoreTestingPlanArn())
                .filter()
                .map(filter -> list(caller, filter, paging))
                .orElseGet(() -> ListRestoreJobsResponse.builder().restoreJobs(List.of()).build());
    }

    private ListRestoreJobsResponse list(Caller caller, JobFilter filter, Paging paging) {
        var slice = restores.list(caller.account(), caller.region(), filter, paging.page());
        return ListRestoreJobsResponse.builder()
                .restoreJobs(slice.rows().stream().map(RestoreWire::job).toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private static JobFilters filters(Caller caller, ListRestoreJobsRequest in) {
        return new JobFilters(caller)
                .account(in.byAccountId())
                .parent(in.byParentJobId())
                .resource(null, in.byResourceType())
                .state(in.byStatus(), in.byStatusAsString())
                .created(in.byCreatedAfter(), in.byCreatedBefore())
                .completed(in.byCompleteAfter(), in.byCompleteBefore());
    }
}
