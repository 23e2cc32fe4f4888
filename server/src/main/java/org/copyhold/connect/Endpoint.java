package org.copyhold.connect;

import org.jspecify.annotations.Nullable;

import java.net.URI;

import javax.net.ssl.TrustManager;

/**
 * Where resources are that are of no machine of ours, and how to get in.
 *
 * @param endpoint null for AWS itself
 * @param pathStyle whether a bucket's name stands in the path and not in the host's name
 * @param region the Region that requests are signed for
 * @param accessKey null for what the environment has
 * @param secretKey null with {@code accessKey}
 * @param rates how much of it may be used
 * @param trust who vouches for it; null for those that Java trusts
 */
public record Endpoint(
        @Nullable URI endpoint,
        boolean pathStyle,
        String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        Rates rates,
        @Nullable Trust trust) {
    /** One that may be used as much as it bears. */
    public Endpoint(
            @Nullable URI endpoint,
            boolean pathStyle,
            String region,
            @Nullable String accessKey,
            @Nullable String secretKey) {
        this(endpoint, pathStyle, region, accessKey, secretKey, Rates.NONE, null);
    }

    /**
     * Units of capacity a second that all jobs together may use; 0 for no limit. Tables count them.
     */
    public record Rates(int readUnits, int writeUnits) {
        /** No limits. */
        public static final Rates NONE = new Rates(0, 0);
    }

    /** Who vouches for an endpoint of one's own. Asked when a client is made. */
    @FunctionalInterface
    public interface Trust {
        /** What a connection asks whether it may trust whom it has met. */
        TrustManager[] managers();
    }

    /** Without its secret. */
    @Override
    public String toString() {
        return endpoint == null ? "AWS, " + region : endpoint.toString();
    }
}
