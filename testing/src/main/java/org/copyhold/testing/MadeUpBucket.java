package org.copyhold.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * An endpoint with one bucket of any number of objects, which nobody keeps: it makes them up as it
 * is asked, whatever name it is asked under. It knows listing and reading, and no signatures.
 */
public final class MadeUpBucket implements AutoCloseable {
    /** A name that the bucket goes by. */
    public static final String NAME = "made-up";

    private static final int PAGE = 1_000;
    private static final int IN_A_FOLDER = 1_000;
    private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");

    private final HttpServer server;
    private final int objects;
    private final int bytes;
    private final AtomicReferenceArray<@Nullable String> etags;

    /**
     * @param objects how many
     * @param bytes how long each is
     */
    public MadeUpBucket(int objects, int bytes) throws IOException {
        this.objects = objects;
        this.bytes = bytes;
        this.etags = new AtomicReferenceArray<>(objects);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String key(int number) {
        return "folder-%06d/object-%03d".formatted(number / IN_A_FOLDER, number % IN_A_FOLDER);
    }

    private static int number(String key) {
        var digits = key.replaceAll("[^0-9]", "");
        return Integer.parseInt(digits);
    }

    /** The MD5 of its content, as clients expect it. */
    private String etag(int number) {
        var known = etags.get(number);
        if (known == null) {
            known = '"' + HexFormat.of().formatHex(md5(content(number))) + '"';
            etags.set(number, known);
        }
        return known;
    }

    private byte[] content(int number) {
        var content = new byte[bytes];
        new Random(number).nextBytes(content);
        return content;
    }

    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            var uri = call.getRequestURI();
            var query = uri.getQuery() == null ? "" : uri.getQuery();
            var key = uri.getPath().replaceFirst("^/[^/]+/?", "");
            if (call.getRequestMethod().equals("HEAD")) {
                call.sendResponseHeaders(200, -1);
            } else if (query.contains("list-type=2")) {
                send(call, list(query));
            } else if (!query.isEmpty() || key.isEmpty()) {
                call.sendResponseHeaders(501, -1);
            } else {
                give(call, number(key));
            }
        }
    }

    private void give(HttpExchange call, int number) throws IOException {
        var content = content(number);
        call.getResponseHeaders().set("ETag", etag(number));
        call.getResponseHeaders().set("Content-Type", "application/octet-stream");
        call.getResponseHeaders().set("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");
        call.sendResponseHeaders(200, content.length);
        call.getResponseBody().write(content);
    }

    private String list(String query) {
        var token = query.replaceFirst(".*continuation-token=(\\d+).*", "$1");
        var from = token.equals(query) ? 0 : Integer.parseInt(token);
        var to = Math.min(objects, from + PAGE);
        var page = new StringBuilder("<ListBucketResult>");
        for (var i = from; i < to; i++) {
            page.append("<Contents><Key>")
                    .append(key(i))
                    .append("</Key><LastModified>")
                    .append(MODIFIED)
                    .append("</LastModified><ETag>")
                    .append(etag(i))
                    .append("</ETag><Size>")
                    .append(bytes)
                    .append("</Size></Contents>");
        }
        page.append("<IsTruncated>").append(to < objects).append("</IsTruncated>");
        if (to < objects) {
            page.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
        }
        return page.append("</ListBucketResult>").toString();
    }

    private static void send(HttpExchange call, String text) throws IOException {
        var body = text.getBytes(UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/xml");
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
