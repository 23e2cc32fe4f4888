package org.copyhold.control.vault;

import org.copyhold.control.key.SealedKey;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A place that recovery points are kept in.
 *
 * @param id a UUID, never used again; names may be
 * @param encryptionKeyArn the key that clients are shown
 * @param key the key that wraps its recovery points' root keys, in its newest version
 * @param isKeyDisabled whether nothing may be wrapped or opened with the key now
 * @param reencrypts whether every copy into it is sealed anew
 * @param lock null for a vault that is not locked
 * @param points how many recovery points it holds, those being deleted included
 * @param version how often it was changed; guards against lost updates
 */
public record Vault(
        String id,
        String account,
        String region,
        String name,
        Instant createdAt,
        @Nullable String creatorRequestId,
        String encryptionKeyArn,
        SealedKey key,
        boolean isKeyDisabled,
        boolean reencrypts,
        Tags tags,
        @Nullable VaultLock lock,
        long points,
        long version) {
    /** The vault's ARN: {@code arn:aws:backup:<region>:<account>:backup-vault:<name>}. */
    public Arn arn() {
        return Arn.of("backup", region, account, "backup-vault:" + name);
    }
}
