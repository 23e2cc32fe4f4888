package org.copyhold.control.access;

import org.copyhold.control.policy.Policy;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

/**
 * A user of an account, as the configuration names it.
 *
 * @param policy what it may do; null for everything
 */
public record User(String account, String name, @Nullable Policy policy) {
    Arn arn() {
        return Arn.of("iam", "", account, "user/" + name);
    }
}
