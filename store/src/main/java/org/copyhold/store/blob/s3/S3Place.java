package org.copyhold.store.blob.s3;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A part of a bucket, where it is, and how to get in.
 *
 * @param prefix what all keys begin with: empty, or ending with '/'
 * @param endpoint null for AWS itself
 * @param pathStyle whether the bucket's name stands in the path and not in the host's name
 * @param accessKey null for what the environment has: variables, a profile, the machine's role
 * @param secretKey null with {@code accessKey}
 * @param ca certificates of those who vouch for the endpoint, PEM; null for those that Java trusts
 * @param spool a folder of this process alone, where blobs wait to be sent
 * @param locking whether the bucket is to keep what must not be deleted
 */
public record S3Place(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        boolean pathStyle,
        String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable Path ca,
        Path spool,
        Locking locking) {

    /** Whether a bucket is to keep what must not be deleted, by S3's object lock. */
    public enum Locking {
        /** It does where it can. */
        WHEN_POSSIBLE,
        /** A bucket that cannot is not used. */
        REQUIRED,
        /** It does not. */
        OFF
    }

    /** Whether one request, signed with one key, can reach both buckets. */
    boolean shares(S3Place other) {
        return Objects.equals(endpoint, other.endpoint)
                && Objects.equals(accessKey, other.accessKey)
                && region.equals(other.region);
    }

    /** Where it is, for messages; without a secret. */
    @Override
    public String toString() {
        return "s3://"
                + bucket
                + "/"
                + prefix
                + " at "
                + (endpoint == null ? "AWS, " + region : endpoint);
    }
}
