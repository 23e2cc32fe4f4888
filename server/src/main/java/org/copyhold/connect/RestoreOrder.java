package org.copyhold.connect;

import org.copyhold.kit.Arn;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be made from a recovery point, and where.
 *
 * @param origin the resource that the recovery point was made of
 * @param metadata the caller's restore metadata, keys as sent
 * @param job the id of the restore job: the same order given again after a crash has the same one
 * @param createdAt when the job was created
 * @param place where the job may put what it makes
 */
public record RestoreOrder(
        Arn origin, Map<String, String> metadata, String job, Instant createdAt, Place place) {
    public RestoreOrder {
        metadata = Map.copyOf(metadata);
    }

    /**
     * The account and Region that a restore job runs in.
     *
     * @param resources the resources declared in the account, by ARN
     * @param newResources the folder under which new resources are made, absolute; made when
     *     missing
     */
    public record Place(
            String account,
            String region,
            Function<Arn, Optional<Resource>> resources,
            Path newResources) {}
}
