package org.copyhold.control.copy;

import org.copyhold.control.job.Job;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.job.Lane;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A copy of a recovery point, asked for by {@code account} in {@code region}, where its source is.
 *
 * @param id an upper-case UUID
 * @param destination the ARN of the destination vault, which need not exist
 * @param copyId the id that the copy has, once it is there: fixed from the beginning
 * @param roleArn the role given for it
 * @param lifecycle what was asked of the copy's lifecycle
 * @param options what it was asked to do beyond AWS
 */
public record CopyJob(
        String id,
        String account,
        String region,
        Instant createdAt,
        Source source,
        Arn destination,
        String copyId,
        String roleArn,
        AskedLifecycle lifecycle,
        CopyOptions options,
        Kinship kinship,
        CopyState state,
        long version)
        implements Job {
    /**
     * What is copied.
     *
     * @param vault the vault that holds it
     * @param pointId the store's name for the recovery point
     * @param sizeBytes logical bytes
     */
    public record Source(
            Arn vault,
            Arn point,
            String pointId,
            Arn resource,
            String resourceType,
            @Nullable String resourceName,
            long sizeBytes) {
        /** The recovery point as it lies in its vault. */
        public static Source of(RecoveryPoint point) {
            var origin = point.origin();
            return new Source(
                    point.home().vaultArn(),
                    point.arn(),
                    point.id(),
                    origin.resource(),
                    origin.resourceType(),
                    origin.resourceName(),
                    point.sizeBytes());
        }
    }

    /** The ARN that the copy has, once it is there. */
    public Arn copy() {
        return ResourceType.ofPoint(source.resourceType(), source.point())
                .orElse(ResourceType.EFS)
                .copy(
                        source.resource(),
                        destination.region(),
                        destination.account(),
                        copyId,
                        createdAt);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(
                Lane.resource(source.resource()),
                Lane.vault(destination),
                Lane.copies(account, destination.region()));
    }

    /** The same job in another state. */
    public CopyJob in(CopyState next) {
        return new CopyJob(
                id,
                account,
                region,
                createdAt,
                source,
                destination,
                copyId,
                roleArn,
                lifecycle,
                options,
                kinship,
                next,
                version);
    }

    /** The same job as the row is once {@link CopyJobs#store} has stored it. */
    public CopyJob stored() {
        return new CopyJob(
                id,
                account,
                region,
                createdAt,
                source,
                destination,
                copyId,
                roleArn,
                lifecycle,
                options,
                kinship,
                state,
                version + 1);
    }
}
