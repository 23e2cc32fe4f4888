package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Arns;
import org.copyhold.api.job.Lifecycles;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyOrder;
import org.copyhold.control.job.Roles;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobResponse;

/** Accepts the copy and returns; a worker runs it later. */
public final class StartCopyJob implements Operation<StartCopyJobRequest, StartCopyJobResponse> {
    private final CopyJobs copies;

    public StartCopyJob(CopyJobs copies) {
        this.copies = copies;
    }

    @Override
    public void check(Caller caller, StartCopyJobRequest in) {
        order(caller, in);
    }

    @Override
    public StartCopyJobResponse handle(Caller caller, StartCopyJobRequest in) {
        var job = copies.accept(order(caller, in));
        return StartCopyJobResponse.builder()
                .copyJobId(job.id())
                .creationDate(job.createdAt())
                .isParent(false)
                .build();
    }

    private static CopyOrder order(Caller caller, StartCopyJobRequest in) {
        return new CopyOrder(
                caller,
                Arns.read("RecoveryPointArn", in.recoveryPointArn()),
                new VaultName(in.sourceBackupVaultName()),
                CopyOrder.destination(in.destinationBackupVaultArn()),
                Roles.parse(in.iamRoleArn()),
                Lifecycles.asked(in.lifecycle()),
                in.idempotencyToken());
    }
}
