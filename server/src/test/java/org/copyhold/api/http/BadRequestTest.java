package org.copyhold.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Requests that are too large, broken, or no HTTP at all. */
class BadRequestTest {
    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = new TestServer();
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aBodyOverOneMebibyteIsTooLargeHoweverItComes() throws Exception {
        var big = "{\"CreatorRequestId\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(client.send("PUT", "/backup-vaults/big", big).statusCode()).isEqualTo(413);
        assertThat(client.send("PUT", "/backup-vaults/big", big).body())
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
}
