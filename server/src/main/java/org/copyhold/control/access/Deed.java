package org.copyhold.control.access;

import org.copyhold.control.policy.Keys;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is about to do.
 *
 * @param action such as {@code backup:StartCopyJob}
 * @param keys what the request says that policies may ask for
 * @param role the role that the caller hands to the service for it; null for none
 */
public record Deed(String action, Target target, Keys keys, @Nullable Arn role) {}
