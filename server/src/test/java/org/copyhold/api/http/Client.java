package org.copyhold.api.http;

import org.copyhold.api.sigv4.SignedRequest;
import org.copyhold.api.sigv4.Signer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Sends requests to a test server through Java's own HTTP client, signed or not. */
record Client(TestServer server) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Signer signer() {
        return new Signer("testing", "testing", now());
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The bytes of a signed request. */
    static String wire(SignedRequest request) {
        var query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
        var text =
                new StringBuilder(
                        request.method() + " " + request.rawPath() + query + " HTTP/1.1\r\n");
        request.headers()
                .forEach(
                        (name, values) ->
                                values.forEach(
                                        value ->
                                                text.append(name)
                                                        .append(": ")
                                                        .append(value)
                                                        .append("\r\n")));
        if (request.body().length > 0) {
            text.append("content-length: ").append(request.body().length).append("\r\n");
        }
        return text.append("\r\n")
                .append(new String(request.body(), StandardCharsets.UTF_8))
                .toString();
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        var signed =
                signer().sign(
                                method,
                                path,
                                "",
                                body,
                                Map.of("host", server.address().getAuthority()));
        var request = request(path).method(method, BodyPublishers.ofString(body));
        signed.headers()
                .forEach(
                        (name, values) -> {
                            if (!name.equals("host")) {
                                request.header(name, values.getFirst());
                            }
                        });
        return send(request);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
