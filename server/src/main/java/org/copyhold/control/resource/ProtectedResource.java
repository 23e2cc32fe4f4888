package org.copyhold.control.resource;

import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A resource that has recovery points.
 *
 * @param lastBackupAt when the newest of them was created
 * @param lastPoint the newest of them
 * @param lastVault the vault that holds it
 */
public record ProtectedResource(
        Arn arn,
        String type,
        @Nullable String name,
        Instant lastBackupAt,
        Arn lastPoint,
        Arn lastVault) {}
