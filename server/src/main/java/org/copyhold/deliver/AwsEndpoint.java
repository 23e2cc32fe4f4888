package org.copyhold.deliver;

import org.copyhold.kit.Secret;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

import java.net.URI;
import java.time.Duration;

/**
 * Where a service of AWS, or what stands for it, is reached.
 *
 * @param keyId the id of the access key that signs
 * @param secret its secret
 */
public record AwsEndpoint(URI endpoint, String keyId, Secret secret) {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);

    /** Makes a client for a Region. */
    <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            B builder, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(keyId, secret.reveal())))
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(TO_CONNECT)
                                .socketTimeout(TO_ANSWER))
                .build();
    }
}
