package org.copyhold.kit;

import org.jspecify.annotations.Nullable;

/**
 * What an access key stands for.
 *
 * @param account the twelve digits of the account that owns the key
 * @param user the user of the account who has the key; null for one of the account itself
 * @param secret the key's secret half
 */
public record Credential(String account, @Nullable String user, Secret secret) {
    /** What a key of an account itself stands for. */
    public Credential(String account, Secret secret) {
        this(account, null, secret);
    }
}
