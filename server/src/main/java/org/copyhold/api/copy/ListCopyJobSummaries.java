package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.api.job.JobSummaries;
import org.copyhold.api.job.JobSummary;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;

import software.amazon.awssdk.services.backup.model.CopyJobSummary;
import software.amazon.awssdk.services.backup.model.ListCopyJobSummariesRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobSummariesResponse;

/** Counts copies of the last two weeks, a row a day or a row for all of them. */
public final class ListCopyJobSummaries
        implements Operation<ListCopyJobSummariesRequest, ListCopyJobSummariesResponse> {
    private final CopyJobs copies;
    private final ServiceClock clock;

    public ListCopyJobSummaries(CopyJobs copies, ServiceClock clock) {
        this.copies = copies;
        this.clock = clock;
    }

    @Override
    public ListCopyJobSummariesResponse handle(Caller caller, ListCopyJobSummariesRequest in) {
        var paging = Paging.of(caller, in);
        var asked =
                new JobSummaries(caller)
                        .account(in.accountId())
                        .state(in.state(), in.stateAsString())
                        .resourceType(in.resourceType())
                        .category(in.messageCategory())
                        .period(in.aggregationPeriodAsString());
        var slice = asked.read(copies::count, clock.instant(), paging.page());
        return ListCopyJobSummariesResponse.builder()
                .copyJobSummaries(slice.rows().stream().map(row -> wire(caller, row)).toList())
                .aggregationPeriod(asked.period())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private static CopyJobSummary wire(Caller caller, JobSummary row) {
        return CopyJobSummary.builder()
                .region(caller.region())
                .accountId(row.account())
                .state(row.state())
                .resourceType(row.resourceType())
                .messageCategory(row.category())
                .startTime(row.start())
                .endTime(row.end())
                .count(row.count())
                .build();
    }
}
