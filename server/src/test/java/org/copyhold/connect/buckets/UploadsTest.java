package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

class UploadsTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir private Path folder;

    private static ObjectMeta meta(long size) {
        var headers = new TreeMap<String, String>();
        headers.put("Content-Type", "text/plain");
        headers.put("Cache-Control", "no-store");
        var metadata = new TreeMap<String, String>();
        metadata.put("owner", "me");
        return new ObjectMeta(
                "e",
                size,
                Instant.EPOCH,
                headers,
                metadata,
                new ObjectMeta.Extras(null, null, null));
    }

    @Test
    void aHugeObjectGoesInPartsThatTheHeapNeverHolds() {
        var name = "b-" + UUID.randomUUID();
        var content = new byte[13 * MEBIBYTE];
        new Random(7).nextBytes(content);
        var at = new int[1];
        try (var client = TestEndpoint.S3PROXY.client()) {
            client.createBucket(it -> it.bucket(name));
            var bucket = new Bucket(name, TestEndpoint.S3PROXY.endpoint(), client);
            var uploads = new Uploads(bucket, folder.resolve("spool"), 5 * MEBIBYTE, 2);

            uploads.putInParts(
                    "huge",
                    meta(content.length),
                    into -> {
                        assertThat(into.length).isLessThanOrEqualTo(MEBIBYTE);
                        var n = Math.min(into.length, content.length - at[0]);
                        System.arraycopy(content, at[0], into, 0, n);
                        at[0] += n;
                        return n;
                    });

            var there = client.getObjectAsBytes(it -> it.bucket(name).key("huge"));
            assertThat(Arrays.equals(there.asByteArray(), content)).isTrue();
            assertThat(there.response().contentType()).isEqualTo("text/plain");
            assertThat(there.response().cacheControl()).isEqualTo("no-store");
            assertThat(there.response().metadata()).containsEntry("owner", "me");
            assertThat(there.response().eTag()).endsWith("-2\"");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void whyAPartWasRefusedIsToldEvenWhenTheUploadCannotBeTakenBack() {
        var bucket = new Bucket("b", TestEndpoint.S3PROXY.endpoint(), new Refusing());
        var uploads = new Uploads(bucket, folder.resolve("spool"));

        assertThatThrownBy(() -> uploads.putInParts("huge", meta(9), into -> into.length))
                .hasMessageContaining("the part")
                .satisfies(
                        e ->
                                assertThat(e.getSuppressed())
                                        .singleElement()
                                        .asString()
                                        .contains("the taking back"));
    }

    /** An endpoint that lets uploads begin, and no more. */
    private static final class Refusing implements S3Client {
        @Override
        public CreateMultipartUploadResponse createMultipartUpload(
                CreateMultipartUploadRequest in) {
            return CreateMultipartUploadResponse.builder().uploadId("u").build();
        }

        @Override
        public UploadPartResponse uploadPart(UploadPartRequest in, RequestBody body) {
            throw S3Exception.builder().message("the part").statusCode(500).build();
        }

        @Override
        public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest in) {
            throw S3Exception.builder().message("the taking back").statusCode(500).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
