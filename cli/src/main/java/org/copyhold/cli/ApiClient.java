package org.copyhold.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Speaks with a server as an AWS SDK does, but in plain JSON: the SDK's client knows no extensions
 * and drops what they answer.
 */
final class ApiClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {};

    private final URI endpoint;
    private final String region;
    private final AwsCredentialsIdentity key;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    ApiClient(URI endpoint, String region, AwsCredentialsIdentity key) {
        this.endpoint = endpoint;
        this.region = region;
        this.key = key;
    }

    /**
     * Asks, and gives the answer.
     *
     * @param path percent-encoded
     * @param body null for none
     * @throws Refusal in the server's words, or when it cannot be reached
     */
    JsonNode call(SdkHttpMethod method, String path, @Nullable JsonNode body) {
        try {
            var content = body == null ? NOTHING : body.toString().getBytes(StandardCharsets.UTF_8);
            var response = send(method, path, content);
            var stream = response.responseBody();
            var text = stream.isPresent() ? stream.get().readAllBytes() : NOTHING;
            var answer = text.length == 0 ? JSON.createObjectNode() : JSON.readTree(text);
            if (!response.httpResponse().isSuccessful()) {
                throw refusal(response, answer);
            }
            return answer;
        } catch (IOException e) {
            throw new Refusal(
                    "Cannot speak with a server at %s (%s); is it running, and is that its address? See --endpoint."
                            .formatted(endpoint, e.getMessage()));
        }
    }

    private HttpExecuteResponse send(SdkHttpMethod method, String path, byte[] content)
            throws IOException {
        var stream = ContentStreamProvider.fromByteArray(content);
        var builder =
                SdkHttpRequest.builder()
                        .method(method)
                        .uri(endpoint.resolve(path))
                        .putHeader("content-type", "application/json");
        if (content.length > 0) {
            builder.putHeader("content-length", String.valueOf(content.length));
        }
        var request = builder.build();
        var signed =
                signer.sign(
                        it ->
                                it.identity(key)
                                        .request(request)
                                        .payload(stream)
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "backup")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        var execute = HttpExecuteRequest.builder().request(signed.request());
        if (content.length > 0) {
            execute.contentStreamProvider(stream);
        }
        return http.prepareRequest(execute.build()).call();
    }

    private static Refusal refusal(HttpExecuteResponse response, JsonNode answer) {
        var name = answer.path("Code").asText("HTTP " + response.httpResponse().statusCode());
        return new Refusal(answer.path("Message").asText("no message") + " (" + name + ")");
    }

    @Override
    public void close() {
        http.close();
    }
}
