package org.copyhold.control.access;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An access key without its secret, for listing.
 *
 * @param user the user who has it; null for a key of the account itself
 * @param createdAt null for a key that the configuration names
 * @param works false when its user is not in the configuration any more: it signs nothing
 */
public record AccessKey(
        String id,
        String account,
        @Nullable String user,
        @Nullable Instant createdAt,
        boolean works) {}
