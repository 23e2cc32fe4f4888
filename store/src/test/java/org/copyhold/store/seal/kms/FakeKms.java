package org.copyhold.store.seal.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.copyhold.store.seal.Gcm;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A key management service, as far as this house asks it: real AES-GCM, bound to key and encryption
 * context, over HTTP as AWS writes it.
 */
final class FakeKms implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGET = "TrentService.";

    /** What was asked, in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** A proxy is in between that does not reach the service. */
    volatile boolean isBehindProxy;

    /** The key that can only sign. */
    volatile String signing = "";

    private final Map<String, byte[]> keys = new ConcurrentHashMap<>();
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Random random = new Random(11);
    private final HttpServer http;

    FakeKms() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** A new key's ARN. */
    synchronized String key(String region) {
        var secret = new byte[Gcm.KEY_BYTES];
        random.nextBytes(secret);
        var arn = "arn:aws:kms:" + region + ":123456789012:key/" + (keys.size() + 1);
        keys.put(arn, secret);
        states.put(arn, "Enabled");
        return arn;
    }

    /** Enabled, Disabled, PendingDeletion; or Denied, of which the key's own policy would speak. */
    void turn(String key, String state) {
        states.put(key, state);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var in = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        var deed = target.substring(TARGET.length());
        asked.add(deed);
        byte[] out;
        int status = 200;
        if (isBehindProxy) {
            out = "<html>Bad Gateway</html>".getBytes(UTF_8);
            send(exchange, 502, "text/html", out);
            return;
        }
        try {
            out = JSON.writeValueAsBytes(done(deed, in));
        } catch (Refused e) {
            status = 400;
            out =
                    JSON.writeValueAsBytes(
                            JSON.createObjectNode()
                                    .put("__type", e.getMessage())
                                    .put("message", "refused"));
        }
        send(exchange, status, "application/x-amz-json-1.1", out);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] out)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, out.length);
        exchange.getResponseBody().write(out);
        exchange.close();
    }

    private ObjectNode done(String deed, JsonNode in) {
        var out = JSON.createObjectNode();
        switch (deed) {
            case "DescribeKey" -> {
                var key = known(in.path("KeyId").asText());
                out.putObject("KeyMetadata")
                        .put("KeyId", key)
                        .put("Arn", key)
                        .put("KeySpec", key.equals(signing) ? "RSA_2048" : "SYMMETRIC_DEFAULT")
                        .put("KeyUsage", key.equals(signing) ? "SIGN_VERIFY" : "ENCRYPT_DECRYPT")
                        .put("KeyState", shown(states.get(key)));
            }
            case "Encrypt" ->
                    out.put(
                            "CiphertextBlob",
                            encrypt(in.path("KeyId"), bytes(in, "Plaintext"), context(in, "")));
            case "Decrypt" ->
                    out.put(
                            "Plaintext",
                            decrypt(
                                    in.path("KeyId"),
                                    bytes(in, "CiphertextBlob"),
                                    context(in, "")));
            case "ReEncrypt" ->
                    out.put(
                            "CiphertextBlob",
                            encrypt(
                                    in.path("DestinationKeyId"),
                                    decrypt(
                                            in.path("SourceKeyId"),
                                            bytes(in, "CiphertextBlob"),
                                            context(in, "Source")),
                                    context(in, "Destination")));
            default -> throw new Refused("UnknownOperationException");
        }
        return out;
    }

    private static @Nullable String shown(@Nullable String state) {
        return "Denied".equals(state) ? "Enabled" : state;
    }

    private synchronized byte[] encrypt(JsonNode key, byte[] plain, byte[] context) {
        var nonce = new byte[Gcm.NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = Gcm.encrypt(usable(key), nonce, plain, context);
        var blob = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, blob, nonce.length, sealed.length);
        return blob;
    }

    private byte[] decrypt(JsonNode key, byte[] blob, byte[] context) {
        var nonce = Arrays.copyOf(blob, Gcm.NONCE_BYTES);
        var sealed = Arrays.copyOfRange(blob, Gcm.NONCE_BYTES, blob.length);
        return Gcm.decrypt(usable(key), nonce, sealed, context)
                .orElseThrow(() -> new Refused("InvalidCiphertextException"));
    }

    private byte[] usable(JsonNode named) {
        var key = known(named.asText());
        switch (String.valueOf(states.get(key))) {
            case "Enabled" -> {}
            case "Disabled" -> throw new Refused("DisabledException");
            case "Denied" -> throw new Refused("AccessDeniedException");
            default -> throw new Refused("KMSInvalidStateException");
        }
        return keys.getOrDefault(key, new byte[0]);
    }

    private String known(String key) {
        if (!keys.containsKey(key)) {
            throw new Refused("NotFoundException");
        }
        return key;
    }

    private static byte[] context(JsonNode in, String which) {
        return in.path(which + "EncryptionContext").toString().getBytes(UTF_8);
    }

    private static byte[] bytes(JsonNode in, String member) {
        return Base64.getDecoder().decode(in.path(member).asText());
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String type) {
            super(type);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
