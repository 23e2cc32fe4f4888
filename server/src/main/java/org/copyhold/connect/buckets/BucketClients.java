package org.copyhold.connect.buckets;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

import java.time.Duration;

/** Makes clients of endpoints, which try again by themselves where an endpoint asks for less. */
final class BucketClients {
    /** Requests of one reading or restoring under way at once. */
    static final int CONNECTIONS = 16;

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 6;

    private BucketClients() {}

    static S3Client open(BucketEndpoint at) {
        var client =
                S3Client.builder()
                        .httpClient(
                                ApacheHttpClient.builder()
                                        .maxConnections(2 * CONNECTIONS)
                                        .connectionTimeout(TO_CONNECT)
                                        .socketTimeout(TO_ANSWER)
                                        .build())
                        .region(Region.of(at.region()))
                        .credentialsProvider(credentials(at))
                        .forcePathStyle(at.pathStyle())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(
                                S3Configuration.builder().chunkedEncodingEnabled(false).build())
                        .overrideConfiguration(
                                it -> it.retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)));
        if (at.endpoint() != null) {
            client.endpointOverride(at.endpoint());
        }
        return client.build();
    }

    private static AwsCredentialsProvider credentials(BucketEndpoint at) {
        return at.accessKey() == null || at.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(at.accessKey(), at.secretKey()));
    }
}
