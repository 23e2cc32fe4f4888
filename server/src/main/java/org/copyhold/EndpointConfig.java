package org.copyhold;

import org.copyhold.connect.buckets.BucketEndpoint;
import org.copyhold.kit.Secret;
import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * Where buckets that are backed up are.
 *
 * @param endpoint null for AWS itself
 * @param pathStyle whether a bucket's name stands in the path; as a rule so with an endpoint
 * @param accessKey null for what the environment has
 * @param secretKey null with {@code accessKey}
 * @param region the Region that requests are signed for
 */
public record EndpointConfig(
        @Nullable URI endpoint,
        @Nullable Boolean pathStyle,
        @Nullable String accessKey,
        @Nullable Secret secretKey,
        @Nullable String region) {
    private static final String FIRST_REGION = "us-east-1";

    public EndpointConfig {
        Config.check(
                endpoint == null
                        || (endpoint.getHost() != null
                                && endpoint.getUserInfo() == null
                                && ("http".equals(endpoint.getScheme())
                                        || "https".equals(endpoint.getScheme()))),
                "endpoints: this endpoint is no URL; write for example"
                        + " https://minio.example.org:9000.");
        Config.check(
                (accessKey == null) == (secretKey == null),
                "endpoints: accessKey and secretKey go together.");
    }

    /** As the connector takes it. */
    BucketEndpoint place() {
        return new BucketEndpoint(
                endpoint,
                pathStyle == null ? endpoint != null : pathStyle,
                region == null ? FIRST_REGION : region,
                accessKey,
                secretKey == null ? null : secretKey.reveal());
    }
}
