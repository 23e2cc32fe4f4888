package org.copyhold.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.copyhold.api.sigv4.SignedRequest;
import org.copyhold.api.sigv4.Signer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The listener through real sockets. */
class ListenerTest {
    private static TestServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        server = new TestServer(null, true, InstantSource.system());
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/backup-vaults/v",
                "/backup-vaults/v/",
                "/backup-vaults/aws%2Fefs%2Fautomatic"
            })
    void aTrailingSlashOrAnEncodedOneChangesNothing(String path) throws Exception {
        try (var raw = new RawHttp(server.address())) {
            var reply = raw.send(wire(signer().sign("GET", path, "", "", Map.of()))).read();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .contains(
                            "\"BackupVaultName\":\""
                                    + (path.contains("aws") ? "aws/efs/automatic" : "v"));
        }
    }

    @Test
    void anAnswerIsJsonWithNumbersForTimesAndNothingForWhatIsAbsent() throws Exception {
        try (var raw = new RawHttp(server.address())) {
            var reply =
                    raw.send(wire(signer().sign("GET", "/backup-vaults/v", "", "", Map.of())))
                            .read();
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(reply.body())
                    .isEqualTo(
                            "{\"BackupVaultName\":\"v\",\"BackupVaultArn\":"
                                + "\"arn:aws:backup:us-east-1:123456789012:backup-vault:v\",\"CreationDate\":1568928754.747,"
                                + "\"NumberOfRecoveryPoints\":3,\"Locked\":false}");
            assertThat(reply.header("x-amzn-ErrorType")).isEmpty();
        }
    }

    @Test
    void oneConnectionCarriesManyRequests() throws Exception {
        try (var raw = new RawHttp(server.address())) {
            for (int i = 0; i < 5; i++) {
                var put = signer().sign("PUT", "/backup-vaults/v-" + i, "", "{}", Map.of());
                assertThat(raw.send(wire(put)).read().status()).isEqualTo(200);
                assertThat(
                                raw.send(wire(signer().sign("GET", "/nope", "", "", Map.of())))
                                        .read()
                                        .status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void aClientThatWaitsToContinueIsAnsweredAtOnce() throws Exception {
        var body = "{\"CreatorRequestId\":\"c\"}";
        var put =
                signer().sign(
                                "PUT",
                                "/backup-vaults/waits",
                                "",
                                body,
                                Map.of("expect", "100-continue"));
        var text = wire(put);
        int end = text.indexOf("\r\n\r\n") + 4;
        try (var raw = new RawHttp(server.address())) {
            assertThat(raw.send(text.substring(0, end)).read().status()).isEqualTo(100);
            assertThat(raw.send(text.substring(end)).read().status()).isEqualTo(200);
        }
    }

    @Test
    void everyReplyHasARequestIdAndTheMachinesDate() throws Exception {
        for (var request :
                List.of(
                        wire(signer().sign("GET", "/backup-vaults/v", "", "", Map.of())),
                        wire(signer().sign("GET", "/backup-vaults/nope", "", "", Map.of())),
                        "GET /copyhold/health HTTP/1.1\r\nHost: h\r\n\r\n",
                        "GET / HTTP/1.1\r\n\r\n")) {
            try (var raw = new RawHttp(server.address())) {
                var reply = raw.send(request).read();
                assertThat(reply.header("x-amzn-RequestId")).as(reply.head()).hasSize(36);
                var date =
                        ZonedDateTime.parse(
                                        reply.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant();
                assertThat(date)
                        .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(2));
            }
        }
    }

    @Test
    void anErrorIsNamedInItsHeaderAndItsBody() throws Exception {
        var response = send("PUT", "/backup-vaults/taken", "{}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType"))
                .hasValue(
                        "AlreadyExistsException:http://internal.amazon.com/coral/com.amazonaws.services.cryo/");
        assertThat(new ObjectMapper().readTree(response.body()))
                .hasToString(
                        "{\"Code\":\"AlreadyExistsException\",\"Message\":\"Backup vault with the"
                            + " same name already exists\","
                            + "\"Type\":\"Client\",\"Arn\":\"arn:aws:backup:us-east-1:123456789012:backup-vault:taken\","
                            + "\"CreatorRequestId\":\"req-1\"}");
    }

    @Test
    void aBugIsAnInternalFailureThatTellsOnlyWhereToLook() throws Exception {
        var response = send("GET", "/backup-vaults/broken", "");
        assertThat(response.statusCode()).isEqualTo(500);
        var id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
        assertThat(response.body()).contains("InternalFailure", id).doesNotContain("a bug");
    }

    @Test
    void aDatabaseOutOfReachIsServiceUnavailable() throws Exception {
        var response = send("GET", "/backup-vaults/away", "");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .contains("ServiceUnavailableException", "database does not answer");
    }

    @Test
    void anUnknownPathNamesWhatWasAskedAndAWrongMethodWhatIsAllowed() throws Exception {
        assertThat(send("GET", "/nope/at/all", "").body())
                .contains("UnknownOperationException", "GET /nope/at/all");
        var wrong = send("PATCH", "/backup-vaults/v", "");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.body()).contains("DELETE, GET, PUT");
        assertThat(send("GET", "/backup/plans/", "").body())
                .contains("does not offer ListBackupPlans");
    }

    @Test
    void aHeadRequestIsRefusedWithoutABody() throws Exception {
        try (var raw = new RawHttp(server.address())) {
            var reply =
                    raw.send(wire(signer().sign("HEAD", "/backup-vaults/v", "", "", Map.of())))
                            .read();
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("Content-Length")).isIn("", "0");
            assertThat(
                            raw.send(
                                            wire(
                                                    signer().sign(
                                                                    "GET",
                                                                    "/backup-vaults/v",
                                                                    "",
                                                                    "",
                                                                    Map.of())))
                                    .read()
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyOverOneMebibyteIsTooLargeHoweverItComes() throws Exception {
        var big = "{\"CreatorRequestId\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(send("PUT", "/backup-vaults/big", big).statusCode()).isEqualTo(413);
        assertThat(send("PUT", "/backup-vaults/big", big).body())
                .contains("RequestEntityTooLarge", "1048576");

        var put = "PUT /backup-vaults/big HTTP/1.1\r\nHost: h\r\n";
        try (var raw = new RawHttp(server.address())) {
            raw.send(put + "Expect: 100-continue\r\nContent-Length: 9999999999\r\n\r\n");
            assertThat(raw.read().status()).isEqualTo(413);
            assertThat(raw.closed()).isTrue();
        }
        var chunk = "x".repeat(1 << 16);
        try (var raw = new RawHttp(server.address())) {
            raw.send(put + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 17; i++) {
                raw.send("10000\r\n" + chunk + "\r\n");
            }
            assertThat(raw.send("0\r\n\r\n").read().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nbroken header\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: many\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /<script> HTTP/1.1\r\nHost: h\r\n\r\n",
            })
    void aBrokenRequestGetsAJsonErrorAndNoPage(String request) throws Exception {
        try (var raw = new RawHttp(server.address())) {
            var reply = raw.send(request).read();
            assertThat(reply.status()).as(request).isBetween(400, 505);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(new ObjectMapper().readTree(reply.body()).path("Message").asText())
                    .isNotBlank();
            assertThat(reply.header("x-amzn-ErrorType")).contains(":http://internal.amazon.com/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\nHost: h\r\n\r\n"})
    void whatIsNotHttpIsHungUpOnAndRefusedInJsonOnceAConnectionSpeaksHttp(String request)
            throws Exception {
        try (var raw = new RawHttp(server.address())) {
            assertThat(raw.send(request).closed()).isTrue();
        }
        try (var raw = new RawHttp(server.address())) {
            assertThat(raw.send("GET /copyhold/health HTTP/1.1\r\nHost: h\r\n\r\n").read().status())
                    .isEqualTo(200);
            var reply = raw.send(request).read();
            assertThat(reply.status()).isBetween(400, 505);
            assertThat(new ObjectMapper().readTree(reply.body()).path("Code").asText())
                    .isNotBlank();
        }
    }

    @Test
    void hugeHeadersAndRequestLinesAreRefusedInJson() throws Exception {
        for (var request :
                List.of(
                        "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: h\r\nx: " + "y".repeat(100_000) + "\r\n\r\n")) {
            try (var raw = new RawHttp(server.address())) {
                var reply = raw.send(request).read();
                assertThat(reply.status()).isBetween(400, 499);
                assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            }
        }
    }

    @Test
    void anUnsignedRequestIsForbiddenInJson() throws Exception {
        var response = get("/backup-vaults/");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void aPresignedLinkOpensWithoutHeaders() throws Exception {
        var link =
                new Signer("testing", "testing", now()).presign("GET", "/backup-vaults/v", "", 60);
        try (var raw = new RawHttp(server.address())) {
            assertThat(raw.send(wire(link)).read().body()).contains("\"BackupVaultName\":\"v\"");
        }
    }

    @Test
    void healthIsReadyAndMetricsAreOffUnlessSwitchedOn() throws Exception {
        assertThat(get("/copyhold/health").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(get("/copyhold/metrics").statusCode()).isEqualTo(404);
        assertThat(get("/copyhold/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void metricsCountRequestsByOperationAndOutcome() throws Exception {
        var doors =
                new Doors(() -> false, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), null);
        try (var other = new TestServer(doors, false, InstantSource.system())) {
            send(other, "GET", "/backup-vaults/v", "");
            send(other, "GET", "/backup-vaults/nope", "");
            assertThat(get(other, "/copyhold/health").statusCode()).isEqualTo(503);
            assertThat(get(other, "/copyhold/metrics").body())
                    .contains(
                            "copyhold_api_requests_seconds_count{operation=\"DescribeBackupVault\",outcome=\"Success\"}"
                                + " 1",
                            "copyhold_api_requests_seconds_count{operation=\"DescribeBackupVault\",outcome=\"AccessDeniedException\"}"
                                + " 1");
            assertThat(post(other, "/copyhold/testing/reset", "").statusCode()).isEqualTo(404);
            assertThat(post(other, "/moto-api/reset", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void testingDoorsMoveTheClockAndReset() throws Exception {
        assertThat(
                        post(server, "/copyhold/testing/advance-clock", "{\"by\":\"P35D\"}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(server.advanced).containsExactly(Duration.ofDays(35));
        assertThat(post(server, "/copyhold/testing/advance-clock", "{\"by\":\"soon\"}").body())
                .contains("InvalidParameterValueException", "P35D");
        assertThat(post(server, "/copyhold/testing/advance-clock", "{").body())
                .contains("SerializationException");
        assertThat(get("/copyhold/testing/reset").statusCode()).isEqualTo(405);
        post(server, "/copyhold/testing/reset", "");
        post(server, "/moto-api/reset", "");
        assertThat(server.resets).isEqualTo(2);
    }

    @Test
    void aPortInUseIsNamed() {
        var taken = new Listen("127.0.0.1", server.address().getPort(), null);
        assertThatThrownBy(() -> new TestServer(taken, null, false, InstantSource.system()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + taken.port())
                .hasMessageContaining("in use");
    }

    private static Signer signer() {
        return new Signer("testing", "testing", now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The bytes of a signed request. */
    private static String wire(SignedRequest request) {
        var text =
                new StringBuilder(request.method())
                        .append(' ')
                        .append(request.rawPath())
                        .append(request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery())
                        .append(" HTTP/1.1\r\n");
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
                .append(new String(request.body(), java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws Exception {
        return send(server, method, path, body);
    }

    private static HttpResponse<String> send(TestServer to, String method, String path, String body)
            throws Exception {
        var signed =
                signer().sign(method, path, "", body, Map.of("host", to.address().getAuthority()));
        var request =
                HttpRequest.newBuilder(to.address().resolve(path))
                        .method(method, BodyPublishers.ofString(body));
        signed.headers()
                .forEach(
                        (name, values) -> {
                            if (!name.equals("host")) {
                                request.header(name, values.getFirst());
                            }
                        });
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return get(server, path);
    }

    private static HttpResponse<String> get(TestServer to, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(to.address().resolve(path)).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(TestServer to, String path, String body)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(to.address().resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
