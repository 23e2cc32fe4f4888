package org.copyhold.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.copyhold.kit.Secret;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that takes webhooks, and has good days and bad ones. */
final class Receiver implements AutoCloseable {
    static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /** What it does with a request. */
    enum Mood {
        TAKES,
        FAILS,
        /** Keeps the event, but the answer never arrives. */
        TAKES_AND_CUTS,
        CUTS,
        /** Answers long after anyone has waited. */
        SLEEPS,
        GONE
    }

    /** A webhook that was taken. */
    record Taken(String id, String body) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger tries = new AtomicInteger();
    final AtomicInteger forged = new AtomicInteger();
    volatile Mood mood = Mood.TAKES;

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/hook", this::handle);
        server.start();
    }

    URI url() {
        return URI.create(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=hidden");
    }

    List<String> ids() {
        return taken.stream().map(Taken::id).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var now = mood;
        var webhook = read(exchange);
        tries.incrementAndGet();
        switch (now) {
            case TAKES -> {
                taken.add(webhook);
                answer(exchange, 204);
            }
            case TAKES_AND_CUTS -> {
                taken.add(webhook);
                exchange.close();
            }
            case CUTS -> exchange.close();
            case FAILS -> answer(exchange, 503);
            case GONE -> answer(exchange, 410);
            case SLEEPS -> {
                sleep();
                exchange.close();
            }
        }
    }

    private Taken read(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var id = headers.getFirst("webhook-id");
        var time = Long.parseLong(headers.getFirst("webhook-timestamp"));
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var expected = new WebhookSecret(SECRET).signature(id, time, body);
        if (!expected.equals(headers.getFirst("webhook-signature"))) {
            forged.incrementAndGet();
        }
        return new Taken(id, body);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void sleep() {
        try {
            var _ = end.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
