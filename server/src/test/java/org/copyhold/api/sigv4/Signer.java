package org.copyhold.api.sigv4;

import org.copyhold.kit.Percent;
import org.copyhold.kit.Secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signs requests as a client does, for tests that need odd ones. */
public record Signer(String keyId, String secret, Instant at, String region, String service) {
    public Signer(String keyId, String secret, Instant at) {
        this(keyId, secret, at, "us-east-1", "backup");
    }

    public Signer region(String other) {
        return new Signer(keyId, secret, at, other, service);
    }

    public Signer service(String other) {
        return new Signer(keyId, secret, at, region, other);
    }

    /**
     * A request signed in its Authorization header, for the host {@code localhost} unless {@code
     * extra} names one.
     */
    public SignedRequest sign(
            String method, String path, String query, String body, Map<String, String> extra) {
        var headers = new TreeMap<String, List<String>>();
        headers.put("host", List.of("localhost"));
        headers.put("x-amz-date", List.of(SignatureReader.BASIC.format(at)));
        extra.forEach((name, value) -> headers.put(name, List.of(value)));
        var names = String.join(";", headers.keySet());
        var lines = new StringBuilder();
        headers.forEach(
                (name, values) ->
                        lines.append(name).append(':').append(values.getFirst()).append('\n'));
        var hash = extra.getOrDefault("x-amz-content-sha256", sha256(body));
        var canonical =
                String.join(
                        "\n",
                        method,
                        Percent.encodePath(path),
                        Parameter.canonical(Parameter.parse(query)),
                        lines.toString(),
                        names,
                        hash);
        headers.put(
                "authorization",
                List.of(
                        "AWS4-HMAC-SHA256 Credential="
                                + keyId
                                + "/"
                                + scope()
                                + ", SignedHeaders="
                                + names
                                + ", Signature="
                                + signature(canonical)));
        return new SignedRequest(
                method, path, query, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A request signed in its query. */
    public SignedRequest presign(String method, String path, String query, long lifetimeSeconds) {
        var signedQuery =
                (query.isEmpty() ? "" : query + "&")
                        + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                        + Percent.encode(keyId + "/" + scope())
                        + "&X-Amz-Date="
                        + SignatureReader.BASIC.format(at)
                        + "&X-Amz-Expires="
                        + lifetimeSeconds
                        + "&X-Amz-SignedHeaders=host";
        var canonical =
                String.join(
                        "\n",
                        method,
                        Percent.encodePath(path),
                        Parameter.canonical(Parameter.parse(signedQuery)),
                        "host:localhost\n",
                        "host",
                        sha256(""));
        return new SignedRequest(
                method,
                path,
                signedQuery + "&X-Amz-Signature=" + signature(canonical),
                Map.of("host", List.of("localhost")),
                new byte[0]);
    }

    private String signature(String canonical) {
        var toSign =
                String.join(
                        "\n",
                        "AWS4-HMAC-SHA256",
                        SignatureReader.BASIC.format(at),
                        scope(),
                        sha256(canonical));
        var key = new SigningKeys().derive(Scope.parse(keyId + "/" + scope()), new Secret(secret));
        return HexFormat.of().formatHex(SigningKeys.hmac(key, toSign));
    }

    private String scope() {
        return SignatureReader.BASIC.format(at).substring(0, 8)
                + "/"
                + region
                + "/"
                + service
                + "/aws4_request";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
