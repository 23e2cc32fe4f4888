package org.copyhold.control.access;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An access key without its secret, for listing.
 *
 * @param createdAt null for a key that the configuration names
 */
public record AccessKey(String id, String account, @Nullable Instant createdAt) {}
