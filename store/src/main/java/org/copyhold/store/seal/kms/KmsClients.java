package org.copyhold.store.seal.kms;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client for each Region that a key is in, made when it is asked for; they live as long as the
 * process, and share their connections. Thread-safe.
 */
final class KmsClients {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final KmsPlace place;
    private final SdkHttpClient http =
            ApacheHttpClient.builder().connectionTimeout(TO_CONNECT).socketTimeout(ANSWER).build();
    private final Map<String, KmsClient> clients = new ConcurrentHashMap<>();

    KmsClients(KmsPlace place) {
        this.place = place;
    }

    KmsClient in(String region) {
        return clients.computeIfAbsent(region, this::open);
    }

    /** The SDK tries again twice by itself, for some hundred milliseconds. */
    private KmsClient open(String region) {
        var client =
                KmsClient.builder()
                        .httpClient(http)
                        .region(Region.of(region))
                        .credentialsProvider(credentials());
        if (place.endpoint() != null) {
            client.endpointOverride(place.endpoint());
        }
        return client.build();
    }

    private AwsCredentialsProvider credentials() {
        return place.accessKey() == null || place.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(place.accessKey(), place.secretKey()));
    }
}
