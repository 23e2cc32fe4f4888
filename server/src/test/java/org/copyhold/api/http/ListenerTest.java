package org.copyhold.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.api.sigv4.Signer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** The listener through real sockets. */
class ListenerTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/backup-vaults/v",
                "/backup-vaults/v/",
                "/backup-vaults/aws%2Fefs%2Fautomatic"
            })
    void aTrailingSlashOrAnEncodedOneChangesNothing(String path) throws Exception {
        try (var raw = new RawHttp(server.address())) {
            var reply =
                    raw.send(Client.wire(Client.signer().sign("GET", path, "", "", Map.of())))
                            .read();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .contains(
                            "\"BackupVaultName\":\""
                                    + (path.contains("aws") ? "aws/efs/automatic" : "v"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/backup-vaults/a;b=c", "/backup-vaults/a//", "/backup-vaults/./a",
                        "/backup-vaults/../a",
                "/backup-vaults/%2e%2e", "/backup-vaults/a+b", "/backup-vaults/a%20b",
                        "/backup-vaults/~a!$&'()*,:@=",
                "/backup-vaults/%C3%BC", "//backup-vaults/a", "/backup-vaults/v?",
                        "/backup-vaults/v?x=%2B+~;a"
            })
    void anOddPathArrivesAsItWasSignedOrIsRefusedInJson(String target) throws Exception {
        int mark = target.indexOf('?');
        var path = mark < 0 ? target : target.substring(0, mark);
        var request =
                Client.signer()
                        .sign(
                                "GET",
                                path,
                                mark < 0 ? "" : target.substring(mark + 1),
                                "",
                                Map.of());
        try (var raw = new RawHttp(server.address())) {
            var reply = raw.send(Client.wire(request)).read();
            assertThat(reply.status()).as(reply.body()).isIn(200, 404);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void anAnswerIsJsonWithNumbersForTimesAndNothingForWhatIsAbsent() throws Exception {
        try (var raw = new RawHttp(server.address())) {
            var reply =
                    raw.send(
                                    Client.wire(
                                            Client.signer()
                                                    .sign(
                                                            "GET",
                                                            "/backup-vaults/v",
                                                            "",
                                                            "",
                                                            Map.of())))
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
                var put = Client.signer().sign("PUT", "/backup-vaults/v-" + i, "", "{}", Map.of());
                assertThat(raw.send(Client.wire(put)).read().status()).isEqualTo(200);
                assertThat(
                                raw.send(
                                                Client.wire(
                                                        Client.signer()
                                                                .sign(
                                                                        "GET", "/nope", "", "",
                                                                        Map.of())))
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
                Client.signer()
                        .sign(
                                "PUT",
                                "/backup-vaults/waits",
                                "",
                                body,
                                Map.of("expect", "100-continue"));
        var text = Client.wire(put);
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
                        Client.wire(
                                Client.signer().sign("GET", "/backup-vaults/v", "", "", Map.of())),
                        Client.wire(
                                Client.signer()
                                        .sign("GET", "/backup-vaults/nope", "", "", Map.of())),
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
        var response = client.send("PUT", "/backup-vaults/taken", "{}");
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
        var response = client.send("GET", "/backup-vaults/broken", "");
        assertThat(response.statusCode()).isEqualTo(500);
        var id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
        assertThat(response.body()).contains("InternalFailure", id).doesNotContain("a bug");
    }

    @Test
    void aDatabaseOutOfReachIsServiceUnavailable() throws Exception {
        var response = client.send("GET", "/backup-vaults/away", "");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .contains("ServiceUnavailableException", "database does not answer");
    }

    @Test
    void anUnknownPathNamesWhatWasAskedAndAWrongMethodWhatIsAllowed() throws Exception {
        assertThat(client.send("GET", "/nope/at/all", "").body())
                .contains("UnknownOperationException", "GET /nope/at/all");
        var wrong = client.send("PATCH", "/backup-vaults/v", "");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.body()).contains("DELETE, GET, PUT");
        assertThat(client.send("GET", "/backup/plans/", "").body())
                .contains("does not offer ListBackupPlans");
    }

    @Test
    void aHeadRequestIsRefusedWithoutABody() throws Exception {
        try (var raw = new RawHttp(server.address())) {
            var reply =
                    raw.send(
                                    Client.wire(
                                            Client.signer()
                                                    .sign(
                                                            "HEAD",
                                                            "/backup-vaults/v",
                                                            "",
                                                            "",
                                                            Map.of())))
                            .read();
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("Content-Length")).isIn("", "0");
            assertThat(
                            raw.send(
                                            Client.wire(
                                                    Client.signer()
                                                            .sign(
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
    void anUnsignedRequestIsForbiddenInJson() throws Exception {
        var response = client.get("/backup-vaults/");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void aPresignedLinkOpensWithoutHeaders() throws Exception {
        var link =
                new Signer("testing", "testing", Client.now())
                        .presign("GET", "/backup-vaults/v", "", 60);
        try (var raw = new RawHttp(server.address())) {
            assertThat(raw.send(Client.wire(link)).read().body())
                    .contains("\"BackupVaultName\":\"v\"");
        }
    }

    @Test
    void aPortInUseIsNamed() {
        var taken = new Listen("127.0.0.1", server.address().getPort(), null);
        assertThatThrownBy(() -> new TestServer(taken, null, false, InstantSource.system()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + taken.port())
                .hasMessageContaining("in use");
    }
}
