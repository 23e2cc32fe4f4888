package org.copyhold.control.access;

import org.copyhold.kit.Secret;

/** An access key just made: the only time its secret is shown. */
public record CreatedKey(String id, String account, Secret secret) {}
