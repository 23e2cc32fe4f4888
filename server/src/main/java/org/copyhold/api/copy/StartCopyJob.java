package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Arns;
import org.copyhold.api.job.Lifecycles;
import org.copyhold.api.wire.Flags;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyOptions;
import org.copyhold.control.copy.CopyOrder;
import org.copyhold.control.job.Roles;
import org.copyhold.control.job.Ticket;
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
        var order = order(caller, in);
        var job =
                Flags.isSet(in, "Once")
                        ? copies.acceptOnce(order)
                        : Ticket.of(copies.accept(order));
        return StartCopyJobResponse.builder()
                .copyJobId(job.job())
                .creationDate(job.createdAt())
                .isParent(job.isParent())
                .build();
    }

    static CopyOrder order(Caller caller, StartCopyJobRequest in) {
        return new CopyOrder(
                        caller,
                        Arns.read("RecoveryPointArn", in.recoveryPointArn()),
                        new VaultName(in.sourceBackupVaultName()),
                        CopyOrder.destination(in.destinationBackupVaultArn()),
                        Roles.parse(in.iamRoleArn()),
                        Lifecycles.asked(in.lifecycle()),
                        in.idempotencyToken())
                .with(new CopyOptions(Flags.isSet(in, "Reencrypt"), Flags.isSet(in, "ReadBack")));
    }
}
