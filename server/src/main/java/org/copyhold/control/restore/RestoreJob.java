package org.copyhold.control.restore;

import org.copyhold.control.job.Job;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A restore of a recovery point.
 *
 * @param id an upper-case UUID
 * @param metadata how and where to restore, as the caller gave it
 * @param roleArn the role given for it; null for none
 */
public record RestoreJob(
        String id,
        String account,
        String region,
        Instant createdAt,
        Source source,
        Map<String, String> metadata,
        @Nullable String roleArn,
        RestoreState state,
        long version)
        implements Job {
    public RestoreJob {
        metadata = Map.copyOf(metadata);
    }

    /**
     * What is restored.
     *
     * @param pointId the store's name for the recovery point
     * @param createdAt when the recovery point was created
     * @param vault the vault that holds it
     * @param resource what it was made of
     * @param sizeBytes logical bytes
     */
    public record Source(
            Arn point,
            String pointId,
            Instant createdAt,
            Arn vault,
            Arn resource,
            String resourceType,
            long sizeBytes) {
        /** The recovery point as it lies in its vault. */
        public static Source of(RecoveryPoint point) {
            return new Source(
                    point.arn(),
                    point.id(),
                    point.dates().created(),
                    point.home().vaultArn(),
                    point.origin().resource(),
                    point.origin().resourceType(),
                    point.sizeBytes());
        }
    }

    /** The same job in another state. */
    public RestoreJob in(RestoreState next) {
        return with(next, version);
    }

    /** The same job as its row is once it has been stored. */
    public RestoreJob stored() {
        return with(state, version + 1);
    }

    /** Restore metadata may name what is secret. */
    @Override
    public String toString() {
        return "RestoreJob[" + id + ", " + state.name() + "]";
    }

    private RestoreJob with(RestoreState newState, long newVersion) {
        return new RestoreJob(
                id, account, region, createdAt, source, metadata, roleArn, newState, newVersion);
    }
}
