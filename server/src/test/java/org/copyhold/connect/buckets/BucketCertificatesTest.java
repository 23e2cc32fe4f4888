package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Endpoint;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.kit.Arn;
import org.copyhold.store.blob.s3.Certificates;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class BucketCertificatesTest {
    private static final String KEY = "AKIDTESTS";
    private static final String PASSWORD = "password";
    private static final String SECRET = "a-secret-of-tests";

    @TempDir private Path folder;

    @Test
    void anEndpointOfOnesOwnIsTrustedByItsCertificateOnly() throws Exception {
        var keys = folder.resolve("keys.p12");
        makeKeys(keys);
        var ca = folder.resolve("ca.pem");
        export(keys, ca);
        var objects = new TransientNio2BlobStore();
        objects.createContainer(CreateBucketRequest.builder().bucket("b-tls").build());
        var server =
                S3Proxy.builder()
                        .blobStore(objects)
                        .secureEndpoint(URI.create("https://127.0.0.1:0"))
                        .keyStore(keys.toString(), PASSWORD)
                        .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                        .build();
        server.start();
        try {
            var at = URI.create("https://127.0.0.1:" + server.getSecurePort());
            assertThat(read(at, () -> Certificates.trusted(ca)).entries()).hasSize(1);

            assertThatThrownBy(() -> read(at, null))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("Bucket b-tls at https")
                    .hasMessageContaining("not one to be trusted")
                    .hasMessageContaining("as ca of the endpoint");
        } finally {
            server.stop();
        }
    }

    private static Recording read(URI at, Endpoint.@Nullable Trust trust) {
        var endpoint = new Endpoint(at, true, "us-east-1", KEY, SECRET, Endpoint.Rates.NONE, trust);
        var resource = new Resource(Arn.of("s3", "", "", "b-tls"), new Resource.Remote("here"));
        return Recording.of(
                new BucketsConnector(Map.of("here", endpoint)).read(resource, (_, _) -> {}));
    }

    private static void makeKeys(Path keys) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var line =
                List.of(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        keys.toString(),
                        "-alias",
                        "endpoint",
                        "-storepass",
                        PASSWORD);
        assertThat(new ProcessBuilder(line).redirectErrorStream(true).start().waitFor()).isZero();
    }

    private static void export(Path keys, Path ca) throws Exception {
        var certificate =
                KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray())
                        .getCertificate("endpoint");
        Files.writeString(
                ca,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }
}
