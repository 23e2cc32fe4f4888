package org.copyhold.kit;

/**
 * Who signed a request, and for which Region.
 *
 * @param account the twelve digits of the account that owns the access key
 * @param region the Region of the credential scope
 * @param accessKeyId the key's id, for the log
 */
public record Caller(String account, String region, String accessKeyId) {
    /** An ARN of AWS Backup in the caller's account and Region. */
    public Arn arn(String resource) {
        return Arn.of("backup", region, account, resource);
    }
}
