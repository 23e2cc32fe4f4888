package org.copyhold.store.blob.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

import java.time.Duration;

/** Makes the client of a place: it tries nothing twice and checks no sum, since we do both. */
final class S3Clients {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private S3Clients() {}

    /**
     * A client.
     *
     * @param answer how long an answer, or the next bytes of it, may take
     */
    static S3Client open(S3Place place, Duration answer) {
        var client =
                S3Client.builder()
                        .httpClient(http(place, answer))
                        .region(Region.of(place.region()))
                        .credentialsProvider(credentials(place))
                        .forcePathStyle(place.pathStyle())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(
                                S3Configuration.builder().chunkedEncodingEnabled(false).build())
                        .overrideConfiguration(
                                it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (place.endpoint() != null) {
            client.endpointOverride(place.endpoint());
        }
        return client.build();
    }

    private static AwsCredentialsProvider credentials(S3Place place) {
        return place.accessKey() == null || place.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(place.accessKey(), place.secretKey()));
    }

    private static SdkHttpClient http(S3Place place, Duration answer) {
        var http =
                ApacheHttpClient.builder()
                        .maxConnections(Lanes.MOST)
                        .connectionTimeout(TO_CONNECT)
                        .socketTimeout(answer);
        if (place.ca() != null) {
            var trusted = Certificates.trusted(place.ca());
            http.tlsTrustManagersProvider(() -> trusted);
        }
        return http.build();
    }
}
