package org.copyhold.api.backup;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Members;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;

/** Tells how a backup is getting on. */
public final class DescribeBackupJob
        implements Operation<DescribeBackupJobRequest, DescribeBackupJobResponse> {
    private final BackupJobs backups;

    public DescribeBackupJob(BackupJobs backups) {
        this.backups = backups;
    }

    @Override
    public DescribeBackupJobResponse handle(Caller caller, DescribeBackupJobRequest in) {
        var job = BackupWire.require(backups, caller, in.backupJobId());
        return Members.copy(BackupWire.job(job), DescribeBackupJobResponse.builder()).build();
    }
}
