package org.copyhold.control.vault;

import org.copyhold.control.tag.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What a new vault is to be.
 *
 * @param encryptionKeyArn the key that clients are to be shown; null for the account's own
 * @param creatorRequestId what makes a repeated request harmless; null when the caller gave none
 */
public record VaultOrder(
        String account,
        String region,
        VaultName name,
        @Nullable String encryptionKeyArn,
        @Nullable String creatorRequestId,
        Tags tags) {}
