package org.copyhold.control.access;

import org.copyhold.kit.Secret;
import org.jspecify.annotations.Nullable;

/** An access key just made: the only time its secret is shown. */
public record CreatedKey(String id, String account, @Nullable String user, Secret secret) {}
