package org.copyhold.api.backup;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Members;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.control.job.Kinship;
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
        var children = BackupWire.tally(backups, job);
        var shown =
                Members.copy(BackupWire.job(job, children), DescribeBackupJobResponse.builder());
        if (children != null && job.kinship() instanceof Kinship.Parent parent) {
            shown.numberOfChildJobs((long) parent.children())
                    .childJobsInStateWithStrings(children.byState());
        }
        return shown.build();
    }
}
