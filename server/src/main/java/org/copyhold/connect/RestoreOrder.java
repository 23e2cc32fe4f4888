package org.copyhold.connect;

import org.copyhold.kit.Arn;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
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
     * The metadata as it is to be read.
     *
     * @throws org.copyhold.kit.BackupException when it has a key twice
     */
    public RestoreMetadata asked() {
        return RestoreMetadata.of(metadata);
    }

    /**
     * Hexadecimal digits for the names of what the job makes: an order given again after a crash
     * finds by them what the earlier attempt left.
     */
    public String digits(int count) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(job.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, count);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
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
