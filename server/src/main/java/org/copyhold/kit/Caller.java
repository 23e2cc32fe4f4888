package org.copyhold.kit;

import org.jspecify.annotations.Nullable;

/**
 * Who signed a request, and for which Region.
 *
 * @param account the twelve digits of the account that owns the access key
 * @param region the Region of the credential scope
 * @param accessKeyId the key's id, for the log
 * @param user the user who has the key; null for one of the account itself
 */
public record Caller(String account, String region, String accessKeyId, @Nullable String user) {
    /** Who signed with a key of the account itself. */
    public Caller(String account, String region, String accessKeyId) {
        this(account, region, accessKeyId, null);
    }

    /** An ARN of AWS Backup in the caller's account and Region. */
    public Arn arn(String resource) {
        return Arn.of("backup", region, account, resource);
    }

    /** The ARN that policies name the caller by: a user's, or the account's root. */
    public Arn principal() {
        return Arn.of("iam", "", account, user == null ? "root" : "user/" + user);
    }
}
