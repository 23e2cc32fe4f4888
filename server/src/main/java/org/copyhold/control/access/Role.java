package org.copyhold.control.access;

import org.copyhold.control.policy.Policy;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

/**
 * A role that the configuration lists.
 *
 * @param policy what it may do; null for everything
 */
public record Role(Arn arn, @Nullable Policy policy) {}
