package org.copyhold.conformance;

import org.awaitility.Awaitility;

import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Starts jobs and waits for their end, as any program around AWS Backup does: by asking again and
 * again.
 */
final class Jobs {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Set<String> ENDS =
            Set.of("COMPLETED", "FAILED", "PARTIAL", "ABORTED", "EXPIRED");

    private final BackupClient client;
    private final String role;

    Jobs(BackupClient client) {
        this(client, Server.ROLE);
    }

    /** Jobs of an account that has a role of its own. */
    Jobs(BackupClient client, String role) {
        this.client = client;
        this.role = role;
    }

    String startBackup(String vault) {
        return client.startBackupJob(
                        b -> b.backupVaultName(vault).resourceArn(Server.RESOURCE).iamRoleArn(role))
                .backupJobId();
    }

    DescribeBackupJobResponse backup(String vault) {
        return ended(startBackup(vault));
    }

    DescribeBackupJobResponse ended(String backupJob) {
        return await(
                () -> client.describeBackupJob(b -> b.backupJobId(backupJob)),
                DescribeBackupJobResponse::stateAsString);
    }

    String startCopy(String point, String from, String toVaultArn) {
        return client.startCopyJob(
                        b ->
                                b.recoveryPointArn(point)
                                        .sourceBackupVaultName(from)
                                        .destinationBackupVaultArn(toVaultArn)
                                        .iamRoleArn(role))
                .copyJobId();
    }

    CopyJob copy(String point, String from, String toVaultArn) {
        return endedCopy(startCopy(point, from, toVaultArn));
    }

    CopyJob endedCopy(String copyJob) {
        return await(
                () -> client.describeCopyJob(b -> b.copyJobId(copyJob)).copyJob(),
                CopyJob::stateAsString);
    }

    DescribeRestoreJobResponse restore(String point, Map<String, String> metadata) {
        var id =
                client.startRestoreJob(
                                b -> b.recoveryPointArn(point).iamRoleArn(role).metadata(metadata))
                        .restoreJobId();
        return await(
                () -> client.describeRestoreJob(b -> b.restoreJobId(id)),
                DescribeRestoreJobResponse::statusAsString);
    }

    private static <T> T await(Supplier<T> ask, java.util.function.Function<T, String> state) {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(ask::get, job -> ENDS.contains(state.apply(job)));
    }
}
