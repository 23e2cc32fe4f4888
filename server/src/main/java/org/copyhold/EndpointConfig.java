package org.copyhold;

import org.copyhold.connect.Endpoint;
import org.copyhold.kit.Secret;
import org.copyhold.store.blob.s3.Certificates;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where buckets and tables that are backed up are.
 *
 * @param endpoint null for AWS itself
 * @param pathStyle whether a bucket's name stands in the path; as a rule so with an endpoint
 * @param accessKey null for what the environment has
 * @param secretKey null with {@code accessKey}
 * @param region the Region that requests are signed for
 * @param ca who vouches for the endpoint, a PEM file; null for those that Java trusts
 * @param readUnitsPerSecond of tables, what all backups together may use; null for no limit
 * @param writeUnitsPerSecond of tables, what all restores together may use; null for no limit
 */
public record EndpointConfig(
        @Nullable URI endpoint,
        @Nullable Boolean pathStyle,
        @Nullable String accessKey,
        @Nullable Secret secretKey,
        @Nullable String region,
        @Nullable Path ca,
        @Nullable Integer readUnitsPerSecond,
        @Nullable Integer writeUnitsPerSecond) {
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
        Config.check(
                ca == null || (endpoint != null && "https".equals(endpoint.getScheme())),
                "endpoints: ca goes with an endpoint that begins with https.");
        checkRate("readUnitsPerSecond", readUnitsPerSecond);
        checkRate("writeUnitsPerSecond", writeUnitsPerSecond);
    }

    private static void checkRate(String name, @Nullable Integer rate) {
        Config.check(
                rate == null || rate > 0,
                "endpoints: " + name + " is a number from 1; leave it out for no limit.");
    }

    /** The same, relative paths counted from a folder. */
    EndpointConfig in(Path folder) {
        return new EndpointConfig(
                endpoint,
                pathStyle,
                accessKey,
                secretKey,
                region,
                ca == null ? null : folder.resolve(ca).normalize(),
                readUnitsPerSecond,
                writeUnitsPerSecond);
    }

    /** As connectors take it. */
    Endpoint place() {
        return new Endpoint(
                endpoint,
                pathStyle == null ? endpoint != null : pathStyle,
                region == null ? FIRST_REGION : region,
                accessKey,
                secretKey == null ? null : secretKey.reveal(),
                new Endpoint.Rates(
                        readUnitsPerSecond == null ? 0 : readUnitsPerSecond,
                        writeUnitsPerSecond == null ? 0 : writeUnitsPerSecond),
                ca == null ? null : () -> Certificates.trusted(ca));
    }
}
