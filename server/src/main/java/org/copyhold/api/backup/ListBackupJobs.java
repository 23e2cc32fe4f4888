package org.copyhold.api.backup;

import org.copyhold.api.Operation;
import org.copyhold.api.job.JobFilters;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.backup.BackupFilter;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;

import java.util.List;

/** Lists backups, newest first. */
public final class ListBackupJobs
        implements Operation<ListBackupJobsRequest, ListBackupJobsResponse> {
    private final BackupJobs backups;

    public ListBackupJobs(BackupJobs backups) {
        this.backups = backups;
    }

    @Override
    public ListBackupJobsResponse handle(Caller caller, ListBackupJobsRequest in) {
        var paging = Paging.of(caller, in);
        return filters(caller, in)
                .filter()
                .map(filter -> new BackupFilter(filter, in.byBackupVaultName()))
                .map(filter -> list(caller, filter, paging))
                .orElseGet(() -> ListBackupJobsResponse.builder().backupJobs(List.of()).build());
    }

    private ListBackupJobsResponse list(Caller caller, BackupFilter filter, Paging paging) {
        var slice = backups.list(caller.account(), caller.region(), filter, paging.page());
        return ListBackupJobsResponse.builder()
                .backupJobs(
                        slice.rows().stream()
                                .map(job -> BackupWire.job(job, BackupWire.tally(backups, job)))
                                .toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }

    private static JobFilters filters(Caller caller, ListBackupJobsRequest in) {
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
