package org.copyhold.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.net.URI;

/**
 * Requests signed ahead of the run, as the bytes that go over the wire, so that a run measures the
 * server alone.
 */
final class Signed {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    private static final AwsCredentialsIdentity KEY =
            AwsCredentialsIdentity.create("testing", "testing");

    private Signed() {}

    /** A whole HTTP/1.1 request. */
    static byte[] request(String method, URI endpoint, String path, String body) {
        var content = body.getBytes(UTF_8);
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(method))
                        .uri(endpoint.resolve(path))
                        .putHeader("content-type", "application/json")
                        .build();
        var signed =
                SIGNER.sign(
                                s ->
                                        s.identity(KEY)
                                                .request(request)
                                                .payload(
                                                        ContentStreamProvider.fromByteArray(
                                                                content))
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        "backup")
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        signed.forEachHeader(
                (name, values) ->
                        values.forEach(
                                v -> text.append(name).append(": ").append(v).append("\r\n")));
        text.append("Content-Length: ").append(content.length).append("\r\n\r\n").append(body);
        return text.toString().getBytes(UTF_8);
    }
}
