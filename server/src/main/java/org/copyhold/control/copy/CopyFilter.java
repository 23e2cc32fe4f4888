package org.copyhold.control.copy;

import org.copyhold.control.job.JobFilter;
import org.copyhold.sql.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * Which copy jobs are asked for; null lets all through.
 *
 * @param destination ARN of the destination vault
 * @param sourcePoint ARN of the recovery point that is copied
 */
public record CopyFilter(
        JobFilter job, @Nullable String destination, @Nullable String sourcePoint) {
    Conditions conditions(String account, String region) {
        return job.conditions(account, region)
                .and("destination_vault_arn = :destination", "destination", destination)
                .and("source_point_arn = :sourcePoint", "sourcePoint", sourcePoint);
    }
}
