package org.copyhold.control.point;

import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

/**
 * What a recovery point was made of. A copy has that of its source, but for role and source vault.
 *
 * @param resource the resource that was backed up
 * @param resourceType AWS Backup's name of its type, such as {@code EFS}
 * @param resourceName what people call it
 * @param iamRoleArn the role that the job was given
 * @param sourceVault the vault a copy was copied from; null for what a backup made
 */
public record Origin(
        Arn resource,
        String resourceType,
        @Nullable String resourceName,
        String iamRoleArn,
        @Nullable Arn sourceVault) {}
