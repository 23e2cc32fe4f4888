package org.copyhold.api.backup;

import org.copyhold.api.Operation;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.StopBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StopBackupJobResponse;

/** Lets a backup end without a recovery point. */
public final class StopBackupJob implements Operation<StopBackupJobRequest, StopBackupJobResponse> {
    private final BackupJobs backups;

    public StopBackupJob(BackupJobs backups) {
        this.backups = backups;
    }

    @Override
    public StopBackupJobResponse handle(Caller caller, StopBackupJobRequest in) {
        backups.stop(BackupWire.require(backups, caller, in.backupJobId()));
        return StopBackupJobResponse.builder().build();
    }
}
