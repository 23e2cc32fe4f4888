package org.copyhold.connect.buckets;

import org.copyhold.connect.Endpoint;
import org.copyhold.connect.aws.AwsClients;

import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes clients of endpoints that speak S3. */
final class BucketClients {
    /** Requests of one reading or restoring under way at once. */
    static final int CONNECTIONS = 16;

    private static final int ATTEMPTS = 6;

    private BucketClients() {}

    static S3Client open(Endpoint at) {
        var builder =
                S3Client.builder()
                        .forcePathStyle(at.pathStyle())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(
                                S3Configuration.builder().chunkedEncodingEnabled(false).build());
        return AwsClients.open(builder, at, 2 * CONNECTIONS, ATTEMPTS);
    }
}
