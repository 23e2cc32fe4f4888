package org.copyhold.api.backup;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.api.Operation;
import org.copyhold.api.job.Arns;
import org.copyhold.api.job.Lifecycles;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.control.backup.BackupOrder;
import org.copyhold.control.backup.Windows;
import org.copyhold.control.job.Roles;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.backup.model.Index;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Accepts the backup and returns; a worker runs it later. */
public final class StartBackupJob
        implements Operation<StartBackupJobRequest, StartBackupJobResponse> {
    private static final Set<String> OPTIONS =
            Set.of("WindowsVSS", "BackupACLs", "BackupObjectTags");
    private static final Set<String> OPTION_VALUES = Set.of("enabled", "disabled");

    /** More minutes than any window may have, and few enough to be counted. */
    private static final long TOO_MANY_MINUTES = 100_000_000;

    private final BackupJobs backups;

    public StartBackupJob(BackupJobs backups) {
        this.backups = backups;
    }

    @Override
    public void check(Caller caller, StartBackupJobRequest in) {
        order(caller, in);
    }

    @Override
    public StartBackupJobResponse handle(Caller caller, StartBackupJobRequest in) {
        var job = backups.accept(order(caller, in));
        return StartBackupJobResponse.builder()
                .backupJobId(job.id())
                .creationDate(job.createdAt())
                .recoveryPointArn(isShown(job) ? job.point().toString() : null)
                .isParent(job.kinship().isParent())
                .build();
    }

    /** What another service would call its own is told only once it is there. */
    private static boolean isShown(BackupJob job) {
        return job.point().service().equals("backup");
    }

    private static BackupOrder order(Caller caller, StartBackupJobRequest in) {
        refuseWhatIsNotOffered(in);
        return new BackupOrder(
                caller,
                new VaultName(in.backupVaultName()),
                resource(in),
                Roles.parse(in.iamRoleArn()),
                windows(in),
                Lifecycles.read(in.lifecycle()),
                Tags.of(in.recoveryPointTags()),
                options(in.backupOptions()),
                in.idempotencyToken());
    }

    private static void refuseWhatIsNotOffered(StartBackupJobRequest in) {
        if (in.logicallyAirGappedBackupVaultArn() != null) {
            throw INVALID_REQUEST.with(
                    "Logically air-gapped backup vaults are not offered by this server.");
        }
        if (in.index() == Index.ENABLED) {
            throw INVALID_REQUEST.with("Index is not supported here.");
        }
    }

    private static Arn resource(StartBackupJobRequest in) {
        var arn = Arns.read("ResourceArn", in.resourceArn());
        ResourceType.require(arn);
        return arn;
    }

    private static Windows windows(StartBackupJobRequest in) {
        var start = minutes(in.startWindowMinutes());
        var complete = minutes(in.completeWindowMinutes());
        if (start != null && complete != null && complete.compareTo(start) <= 0) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid CompleteWindowMinutes %d: both windows are counted from now, so it must be more than StartWindowMinutes, %d."
                            .formatted(complete.toMinutes(), start.toMinutes()));
        }
        return new Windows(start == null ? Windows.DEFAULT_START : start, complete);
    }

    private static @Nullable Duration minutes(@Nullable Long minutes) {
        return minutes == null
                ? null
                : Duration.ofMinutes(Math.clamp(minutes, -TOO_MANY_MINUTES, TOO_MANY_MINUTES));
    }

    private static Map<String, String> options(Map<String, String> options) {
        options.forEach(
                (name, value) -> {
                    if (!OPTIONS.contains(name) || !OPTION_VALUES.contains(value)) {
                        throw INVALID_PARAMETER_VALUE.with(
                                "Invalid backup option %s=%s: it must be one of %s with one of %s."
                                        .formatted(name, value, OPTIONS, OPTION_VALUES));
                    }
                });
        return options;
    }
}
