package org.copyhold.connect.aws;

import org.copyhold.connect.Endpoint;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

import java.time.Duration;

/** Makes clients of endpoints, which try again by themselves where an endpoint asks for less. */
public final class AwsClients {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);

    private AwsClients() {}

    /**
     * The client that a builder makes once it was told all that every client needs.
     *
     * @param attempts how often it asks where an endpoint has no answer or asks for less
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C open(
            B builder, Endpoint at, int connections, int attempts) {
        builder.httpClient(http(at, connections))
                .region(Region.of(at.region()))
                .credentialsProvider(credentials(at))
                .overrideConfiguration(
                        it -> it.retryStrategy(retries -> retries.maxAttempts(attempts)));
        if (at.endpoint() != null) {
            builder.endpointOverride(at.endpoint());
        }
        return builder.build();
    }

    private static SdkHttpClient http(Endpoint at, int connections) {
        var http =
                ApacheHttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(TO_CONNECT)
                        .socketTimeout(TO_ANSWER);
        if (at.trust() != null) {
            var managers = at.trust().managers();
            http.tlsTrustManagersProvider(() -> managers);
        }
        return http.build();
    }

    private static AwsCredentialsProvider credentials(Endpoint at) {
        return at.accessKey() == null || at.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(at.accessKey(), at.secretKey()));
    }
}
