package org.copyhold.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;

/** The doors beside the API. */
class OpenDoorsTest {
    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = new TestServer(null, true, InstantSource.system());
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void healthIsReadyAndMetricsAreOffUnlessSwitchedOn() throws Exception {
        assertThat(client.get("/copyhold/health").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(client.get("/copyhold/metrics").statusCode()).isEqualTo(404);
        assertThat(client.get("/copyhold/elsewhere").statusCode()).isEqualTo(403);
        assertThat(client.get("/copyhold/testing/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void metricsCountRequestsByOperationAndOutcome() throws Exception {
        var doors =
                new Doors(() -> false, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), null);
        try (var other = new TestServer(doors, false, InstantSource.system())) {
            new Client(other).send("GET", "/backup-vaults/v", "");
            new Client(other).send("GET", "/backup-vaults/nope", "");
            assertThat(new Client(other).get("/copyhold/health").statusCode()).isEqualTo(503);
            assertThat(new Client(other).get("/copyhold/metrics").body())
                    .contains(
                            "copyhold_api_requests_seconds_count{operation=\"DescribeBackupVault\",outcome=\"Success\"}"
                                + " 1",
                            "copyhold_api_requests_seconds_count{operation=\"DescribeBackupVault\",outcome=\"AccessDeniedException\"}"
                                + " 1");
            assertThat(new Client(other).post("/copyhold/testing/reset", "").statusCode())
                    .isEqualTo(404);
            assertThat(new Client(other).post("/moto-api/reset", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void testingDoorsMoveTheClockAndReset() throws Exception {
        assertThat(client.post("/copyhold/testing/advance-clock", "{\"by\":\"P35D\"}").statusCode())
                .isEqualTo(200);
        assertThat(server.advanced).containsExactly(Duration.ofDays(35));
        assertThat(client.post("/copyhold/testing/advance-clock", "{\"by\":\"soon\"}").body())
                .contains("InvalidParameterValueException", "P35D");
        assertThat(client.post("/copyhold/testing/advance-clock", "{").body())
                .contains("SerializationException");
        assertThat(client.get("/copyhold/testing/reset").statusCode()).isEqualTo(405);
        client.post("/copyhold/testing/reset", "");
        client.post("/moto-api/reset", "");
        assertThat(server.resets).isEqualTo(2);
    }
}
