package org.copyhold.control.backup;

import org.copyhold.control.job.Job;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.job.Lane;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backup of a resource into a vault.
 *
 * @param id an upper-case UUID
 * @param roleArn the role given for it
 * @param pointId the id that the recovery point has, once it is there: fixed from the beginning
 * @param point the ARN that it has then
 * @param startBy when it expires unless it has begun
 * @param completeBy when it expires unless it has ended; null for never
 * @param lifecycle the recovery point's lifecycle
 * @param tags the recovery point's tags
 */
public record BackupJob(
        String id,
        String account,
        String region,
        Instant createdAt,
        Target target,
        Subject subject,
        String roleArn,
        String pointId,
        Arn point,
        Instant startBy,
        @Nullable Instant completeBy,
        Lifecycle lifecycle,
        Tags tags,
        Map<String, String> options,
        Kinship kinship,
        BackupState state,
        long version)
        implements Job {
    public BackupJob {
        options = Map.copyOf(options);
    }

    /**
     * Where the recovery point goes.
     *
     * @param encryptionKeyArn the vault's key as clients see it
     */
    public record Target(String vaultId, Arn vault, String vaultName, String encryptionKeyArn) {}

    /** What is backed up. */
    public record Subject(Arn resource, String type, @Nullable String name) {}

    @Override
    public List<Lane> lanes() {
        return List.of(Lane.resource(subject.resource()));
    }

    @Override
    public Optional<Instant> beginsBy() {
        return Optional.of(startBy);
    }

    /** The same job in another state. */
    public BackupJob in(BackupState next) {
        return with(next, version);
    }

    /** The same job as its row is once it has been stored. */
    public BackupJob stored() {
        return with(state, version + 1);
    }

    private BackupJob with(BackupState newState, long newVersion) {
        return new BackupJob(
                id,
                account,
                region,
                createdAt,
                target,
                subject,
                roleArn,
                pointId,
                point,
                startBy,
                completeBy,
                lifecycle,
                tags,
                options,
                kinship,
                newState,
                newVersion);
    }
}
