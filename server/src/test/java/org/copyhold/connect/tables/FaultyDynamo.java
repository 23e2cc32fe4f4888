package org.copyhold.connect.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.copyhold.connect.Endpoint;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** DynamoDB Local behind a proxy that answers some requests by itself. */
final class FaultyDynamo implements AutoCloseable {
    private static final Set<String> KEPT = Set.of("x-amz-target", "authorization", "x-amz-date");
    private static final String TARGET = "X-Amz-Target";

    private final URI behind;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Fault fault = (_, _) -> null;

    FaultyDynamo() throws IOException {
        var local = LocalDynamo.endpoint().endpoint();
        this.behind = local == null ? URI.create("") : local;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Decides what becomes of a request. */
    @FunctionalInterface
    interface Fault {
        /**
         * What is answered.
         *
         * @param passes lets the request pass, and gives the answer
         * @return null to let it pass
         */
        @Nullable Answer of(Call call, Passes passes) throws IOException, InterruptedException;
    }

    /** Lets a request pass. */
    @FunctionalInterface
    interface Passes {
        Answer on() throws IOException, InterruptedException;
    }

    /** A request. */
    record Call(String operation, String body) {}

    /** An answer. */
    record Answer(int status, String body) {
        static Answer refusal(String code) {
            return new Answer(
                    400,
                    """
                    {"__type":"com.amazonaws.dynamodb.v20120810#%s","message":"made up"}\
                    """
                            .formatted(code));
        }
    }

    /** From now on. */
    void set(Fault newFault) {
        fault = newFault;
    }

    /** Where it is. */
    Endpoint endpoint() {
        return new Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                true,
                "us-east-1",
                "AKIDTESTS",
                "secretOfTests");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var target = exchange.getRequestHeaders().getFirst(TARGET);
            var call = new Call(target.substring(target.indexOf('.') + 1), body);
            Passes passes = () -> pass(exchange, body);
            var answer = fault.of(call, passes);
            give(exchange, answer == null ? passes.on() : answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer pass(HttpExchange exchange, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(behind)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                                request.header(name, values.getFirst());
                            }
                        });
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private static void give(HttpExchange exchange, Answer answer) throws IOException {
        var bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
