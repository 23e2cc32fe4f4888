package org.copyhold.api.restore;

import org.copyhold.api.Operation;
import org.copyhold.api.job.JobSummaries;
import org.copyhold.api.job.JobSummary;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;

import software.amazon.awssdk.services.backup.model.ListRestoreJobSummariesRequest;
import software.amazon.awssdk.services.backup.model.ListRestoreJobSummariesResponse;
import software.amazon.awssdk.services.backup.model.RestoreJobSummary;

/** Counts restores of the last two weeks, a row a day or a row for all of them. */
public final class ListRestoreJobSummaries
        implements Operation<ListRestoreJobSummariesRequest, ListRestoreJobSummariesResponse> {
    private final RestoreJobs restores;
    private final ServiceClock clock;

    public ListRestoreJobSummaries(RestoreJobs restores, ServiceClock clock) {
        this.restores = restores;
        this.clock = clock;
    }

    @Override
    public ListRestoreJobSummariesResponse handle(
            Caller caller, ListRestoreJobSummariesRequest in) {
        var paging = Paging.of(caller, in);
        var asked =
                new JobSummaries(caller)
                        .account(in.accountId())
                        .state(in.state(), in.stateAsString())
                        .resourceType(in.resourceType())
                        .category("AGGREGATE_ALL")
                        .period(in.aggregationPeriodAsString());
        var slice = asked.read(restores::count, clock.instant(), paging.page());
        return ListRestoreJobSummariesResponse.builder()
                .restoreJobSummaries(slice.rows().stream().map(row -> wire(caller, row)).toList())
                .aggregationPeriod(asked.period())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private static RestoreJobSummary wire(Caller caller, JobSummary row) {
        return RestoreJobSummary.builder()
                .region(caller.region())
                .accountId(row.account())
                .state(row.state())
                .resourceType(row.resourceType())
                .startTime(row.start())
                .endTime(row.end())
                .count(row.count())
                .build();
    }
}
