package org.copyhold.connect.buckets;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * Where buckets are, and how to get in.
 *
 * @param endpoint null for AWS itself
 * @param pathStyle whether a bucket's name stands in the path and not in the host's name
 * @param region the Region that requests are signed for
 * @param accessKey null for what the environment has
 * @param secretKey null with {@code accessKey}
 */
public record BucketEndpoint(
        @Nullable URI endpoint,
        boolean pathStyle,
        String region,
        @Nullable String accessKey,
        @Nullable String secretKey) {
    /** Without its secret. */
    @Override
    public String toString() {
        return endpoint == null ? "AWS, " + region : endpoint.toString();
    }
}
