package org.copyhold.api.backup;

import org.copyhold.api.Operation;
import org.copyhold.api.job.JobSummaries;
import org.copyhold.api.job.JobSummary;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;

import software.amazon.awssdk.services.backup.model.BackupJobSummary;
import software.amazon.awssdk.services.backup.model.ListBackupJobSummariesRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobSummariesResponse;

/** Counts backups of the last two weeks, a row a day or a row for all of them. */
public final class ListBackupJobSummaries
        implements Operation<ListBackupJobSummariesRequest, ListBackupJobSummariesResponse> {
    private final BackupJobs backups;
    private final ServiceClock clock;

    public ListBackupJobSummaries(BackupJobs backups, ServiceClock clock) {
        this.backups = backups;
        this.clock = clock;
    }

    @Override
    public ListBackupJobSummariesResponse handle(Caller caller, ListBackupJobSummariesRequest in) {
        var paging = Paging.of(caller, in);
        var asked =
                new JobSummaries(caller)
                        .account(in.accountId())
                        .state(in.state(), in.stateAsString())
                        .resourceType(in.resourceType())
                        .category(in.messageCategory())
                        .period(in.aggregationPeriodAsString());
        var slice = asked.read(backups::count, clock.instant(), paging.page());
        return ListBackupJobSummariesResponse.builder()
                .backupJobSummaries(slice.rows().stream().map(row -> wire(caller, row)).toList())
                .aggregationPeriod(asked.period())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private static BackupJobSummary wire(Caller caller, JobSummary row) {
        return BackupJobSummary.builder()
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
