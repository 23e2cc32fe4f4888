package org.copyhold.store.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.copyhold.store.StoreException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a bucket is said by name, with what to do, and without a secret. */
class S3TroubleTest {
    @TempDir private Path spool;

    private StoreException.Unavailable trouble(S3Place place) {
        try (var bucket = S3Bucket.at(place, TestServer.PATIENCE)) {
            var e = catchThrowableOfType(StoreException.Unavailable.class, bucket::probe);
            assertThat(e.explained()).contains("b-").doesNotContain(TestServer.SECRET_KEY);
            return e;
        }
    }

    private S3Place place() {
        return TestServer.S3PROXY.place(TestServer.S3PROXY.endpoint(), spool);
    }

    private static S3Place with(S3Place place, URI endpoint, String bucket, String secret) {
        return new S3Place(
                bucket,
                "some/prefix/",
                endpoint,
                true,
                "us-east-1",
                "AKIDTESTS",
                secret,
                null,
                place.spool(),
                S3Place.Locking.WHEN_POSSIBLE);
    }

    @Test
    void aWrongSecretIsNamed() {
        var place = place();
        var e = trouble(with(place, TestServer.S3PROXY.endpoint(), place.bucket(), "another"));
        assertThat(e).hasMessageContaining("secret is another");
        assertThat(e.hint()).contains("secretKey");
        assertThat(e.retryable()).isFalse();
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        var e =
                trouble(
                        with(
                                place(),
                                TestServer.S3PROXY.endpoint(),
                                "b-nowhere",
                                TestServer.SECRET_KEY));
        assertThat(e).hasMessageContaining("no bucket b-nowhere");
        assertThat(e.retryable()).isFalse();
    }

    @Test
    void anEndpointThatIsAwayIsNamedAndMayComeBack() {
        var e =
                trouble(
                        with(
                                place(),
                                URI.create("http://127.0.0.1:1"),
                                "b-any",
                                TestServer.SECRET_KEY));
        assertThat(e).hasMessageContaining("nothing answers").hasMessageContaining("127.0.0.1:1");
        assertThat(e.retryable()).isTrue();
    }

    @Test
    void anEndpointOfOnesOwnIsTrustedByItsCertificateOnly() throws Exception {
        var store = spool.resolve("keys.p12").toString();
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store);
        var ca = spool.resolve("ca.pem");
        keytool("-exportcert", "-rfc", "-keystore", store, "-file", ca.toString());
        var blobs = new TransientNio2BlobStore();
        blobs.createContainer(CreateBucketRequest.builder().bucket("b-tls").build());
        var server =
                S3Proxy.builder()
                        .blobStore(blobs)
                        .secureEndpoint(URI.create("https://127.0.0.1:0"))
                        .keyStore(store, "password")
                        .awsAuthentication(
                                AuthenticationType.AWS_V4,
                                TestServer.ACCESS_KEY,
                                TestServer.SECRET_KEY)
                        .build();
        server.start();
        try {
            var endpoint = URI.create("https://127.0.0.1:" + server.getSecurePort());
            var place = TestServer.place(endpoint, "b-tls", spool);
            var e = trouble(place);
            assertThat(e).hasMessageContaining("not one to be trusted");
            assertThat(e.hint()).contains("ca of the Region");
            try (var bucket =
                    S3Bucket.at(
                            new S3Place(
                                    "b-tls",
                                    "",
                                    endpoint,
                                    true,
                                    "us-east-1",
                                    TestServer.ACCESS_KEY,
                                    TestServer.SECRET_KEY,
                                    ca,
                                    spool,
                                    S3Place.Locking.WHEN_POSSIBLE),
                            TestServer.PATIENCE)) {
                bucket.open("1/main").put("x", new byte[] {1});
                assertThat(bucket.open("1/main").get("x")).containsExactly(1);
            }
        } finally {
            server.stop();
        }
    }

    private static void keytool(String... arguments) throws Exception {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(arguments));
        line.addAll(List.of("-alias", "endpoint", "-storepass", "password"));
        assertThat(new ProcessBuilder(line).redirectErrorStream(true).start().waitFor()).isZero();
    }

    @Test
    void aClockThatIsWrongAndAFullStoreAreTold() {
        assertThat(said(403, "RequestTimeTooSkewed").hint()).contains("clock");
        assertThat(said(507, "XMinioStorageFull")).hasMessageContaining("no room");
        assertThat(said(403, "AccessDenied").hint()).contains("s3:ListBucket");
        assertThat(said(301, "PermanentRedirect").hint()).contains("region");
        assertThat(said(503, "SlowDown").retryable()).isTrue();
    }

    private StoreException said(int status, String code) {
        SdkException answer =
                (SdkException)
                        S3Exception.builder()
                                .statusCode(status)
                                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                                .build();
        var place = TestServer.place(URI.create("http://127.0.0.1:1"), "b-any", spool);
        return new S3Trouble(place).of("Cannot write x", answer);
    }
}
