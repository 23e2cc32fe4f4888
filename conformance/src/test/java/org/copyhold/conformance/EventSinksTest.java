package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Events of the shipped jar, at receivers that are not of this house. */
class EventSinksTest {
    private static final Path SCRIPTS = Path.of("src/test/resources").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void vaultsNotifyTopicsAndEventsReachABusAtMoto() throws Exception {
        var python = Client.boto3();
        try (var moto = Moto.start(folder);
                var server = server("sinks.yaml", moto.endpoint())) {
            python.run(server, SCRIPTS.resolve("sinks.py"), moto.endpoint().toString());
        }
    }

    @Test
    void anEventIsDeliveredAgainWhenTheServerIsKilledBeforeItKnowsOfTheDelivery() throws Exception {
        try (var receiver = new KillingReceiver()) {
            try (var server = server("webhook.yaml", receiver.url())) {
                receiver.victim = server;
                String job;
                try (var east = server.client(Region.US_EAST_1)) {
                    east.createBackupVault(b -> b.backupVaultName("told"));
                    job = new Jobs(east).startBackup("told");
                }
                await().atMost(Duration.ofSeconds(60)).until(receiver.dead::get);
                server.start();
                try (var east = server.client(Region.US_EAST_1)) {
                    new Jobs(east).ended(job);
                }

                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () -> assertThat(receiver.states(job)).endsWith("COMPLETED"));
                assertThat(receiver.ids).hasSizeGreaterThan(receiver.byId.size());
                assertThat(receiver.states(job))
                        .containsSubsequence("CREATED", "RUNNING", "COMPLETED");
                assertThat(Told.in(server.folder().resolve("events.jsonl")).states(job))
                        .containsSubsequence("CREATED", "RUNNING", "COMPLETED");
                assertThat(server.get("/copyhold/metrics").body())
                        .contains("copyhold_events_waiting{sink=\"file\"} 0.0");
            }
        }
    }

    private Server server(String configuration, URI sink) throws IOException {
        var server = Server.in(folder, configuration);
        var file = folder.resolve("copyhold.yaml");
        Files.writeString(file, Files.readString(file).replace("SINK", sink.toString()));
        Tree.make(server.share(), 1, 3);
        return server.start();
    }

    /** Takes webhooks; kills the server with the first RUNNING in hand, before it answers. */
    private static final class KillingReceiver implements AutoCloseable {
        final List<String> ids = new CopyOnWriteArrayList<>();
        final Map<String, JsonNode> byId = Collections.synchronizedMap(new LinkedHashMap<>());
        final AtomicBoolean killed = new AtomicBoolean();
        final AtomicBoolean dead = new AtomicBoolean();
        volatile @Nullable Server victim;
        private final HttpServer http;

        KillingReceiver() throws IOException {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", this::take);
            http.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/hook");
        }

        /** The states of a job, in the order in which they were first told. */
        List<String> states(String job) {
            synchronized (byId) {
                return byId.values().stream()
                        .map(event -> event.path("detail"))
                        .filter(it -> it.path("backupJobId").asText().equals(job))
                        .map(it -> it.path("state").asText())
                        .toList();
            }
        }

        private void take(HttpExchange exchange) throws IOException {
            var id = exchange.getRequestHeaders().getFirst("webhook-id");
            var event = JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            ids.add(id);
            byId.putIfAbsent(id, event);
            if (event.at("/detail/state").asText().equals("RUNNING")
                    && killed.compareAndSet(false, true)) {
                kill();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }

        private void kill() {
            try {
                requireNonNull(victim).kill();
                dead.set(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }
}
