package org.copyhold.api.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.copyhold.kit.Refusals.refuses;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Credential;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

class VerifierTest {
    private static final String ACCOUNT = "123456789012";
    private static final Set<String> REGIONS = Set.of("us-east-1", "eu-west-1");

    static List<Corpus.Entry> corpus() throws IOException {
        return Corpus.read();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void aRequestRecordedFromARealClientVerifies(Corpus.Entry entry) {
        assertThat(at(entry.signedAt()).verify(entry.request(), "backup"))
                .isEqualTo(new Caller(ACCOUNT, "us-east-1", "testing"));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void aChangeOfAnyPartOfARecordedRequestIsRefused(Corpus.Entry entry) {
        var verifier = at(entry.signedAt());
        for (var tampered : tampered(entry.request())) {
            var refusal =
                    catchThrowableOfType(
                            BackupException.class, () -> verifier.verify(tampered, "backup"));
            if (refusal == null || refusal.code().status() / 100 != 4) {
                fail(tampered + " is accepted: " + refusal);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void anotherSecretDoesNotVerify(Corpus.Entry entry) {
        var verifier =
                new Verifier(
                        _ -> Optional.of(new Credential(ACCOUNT, new Secret("another"))),
                        REGIONS,
                        () -> entry.signedAt());
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "does not match",
                () -> verifier.verify(entry.request(), "backup"));
    }

    @Test
    void aHeaderOfOursCountsOnlyWhenItIsSigned() {
        var at = Instant.parse("2026-01-01T00:00:00Z");
        var signer = new Signer("testing", "testing", at);
        var flag = Map.of("x-copyhold-once", "true");
        var signed = signer.sign("PUT", "/copy-jobs", "", "{}", flag);
        assertThat(at(at).verify(signed, "backup").account()).isEqualTo(ACCOUNT);

        var bare = signer.sign("PUT", "/copy-jobs", "", "{}", Map.of());
        var headers = new HashMap<>(bare.headers());
        headers.put("x-copyhold-once", List.of("true"));
        var smuggled = new SignedRequest("PUT", "/copy-jobs", "", headers, bare.body());
        refuses(
                ErrorCode.INCOMPLETE_SIGNATURE,
                "x-copyhold-once",
                () -> at(at).verify(smuggled, "backup"));
    }

    @Test
    void theCorpusHoldsAllFourClients() throws IOException {
        assertThat(Corpus.read()).hasSize(69);
    }

    @Test
    void aClockFiveMinutesOffIsAcceptedAndASecondMoreIsNot() throws IOException {
        var entry = Corpus.read().getFirst();
        var five = Duration.ofMinutes(5);
        at(entry.signedAt().plus(five)).verify(entry.request(), "backup");
        at(entry.signedAt().minus(five)).verify(entry.request(), "backup");
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "Signature expired",
                () ->
                        at(entry.signedAt().plus(five).plusSeconds(1))
                                .verify(entry.request(), "backup"));
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "not yet current",
                () ->
                        at(entry.signedAt().minus(five).minusSeconds(1))
                                .verify(entry.request(), "backup"));
    }

    @Test
    void anUnknownKeyIsUnrecognized() throws IOException {
        var entry = Corpus.read().getFirst();
        var verifier = new Verifier(_ -> Optional.empty(), REGIONS, entry::signedAt);
        refuses(
                ErrorCode.UNRECOGNIZED_CLIENT,
                "security token",
                () -> verifier.verify(entry.request(), "backup"));
    }

    @Test
    void aRequestWithoutSignatureIsToldSo() {
        var plain =
                new SignedRequest(
                        "GET", "/backup-vaults", "", Map.of("host", List.of("h")), new byte[0]);
        refuses(
                ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                "Missing",
                () -> at(Instant.EPOCH).verify(plain, "backup"));
    }

    @Test
    void anAuthorizationHeaderThatLacksAPartIsIncomplete() throws IOException {
        var entry = Corpus.read().getFirst();
        for (var part :
                List.of("Credential=", "SignedHeaders=", "Signature=", "AWS4-HMAC-SHA256 ")) {
            var cut = with(entry.request(), "authorization", v -> v.replace(part, "X"));
            refuses(
                    ErrorCode.INCOMPLETE_SIGNATURE,
                    "",
                    () -> at(entry.signedAt()).verify(cut, "backup"));
        }
    }

    @Test
    void aRequestWithoutDateIsIncomplete() throws IOException {
        var entry = Corpus.read().getFirst();
        var headers = new HashMap<>(entry.request().headers());
        headers.remove("x-amz-date");
        refuses(
                ErrorCode.INCOMPLETE_SIGNATURE,
                "X-Amz-Date",
                () -> at(entry.signedAt()).verify(copy(entry.request(), headers), "backup"));
    }

    @Test
    void aSignedHeaderThatIsMissingIsNamed() throws IOException {
        var entry = Corpus.read().getFirst();
        var headers = new HashMap<>(entry.request().headers());
        headers.remove("amz-sdk-request");
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "'amz-sdk-request' is missing",
                () -> at(entry.signedAt()).verify(copy(entry.request(), headers), "backup"));
    }

    @Test
    void anUnsignedBodyIsRefused() {
        var signer = new Signer("testing", "testing", Instant.parse("2026-11-22T08:00:00Z"));
        var request =
                signer.sign(
                        "PUT",
                        "/copy-jobs",
                        "",
                        "{}",
                        Map.of("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "unsigned",
                () -> at(signer.at()).verify(request, "backup"));
    }

    @Test
    void aScopeOfAnotherServiceIsRefused() {
        var signer =
                new Signer("testing", "testing", Instant.parse("2026-11-22T08:00:00Z"))
                        .service("s3");
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "correct service: 'backup'",
                () ->
                        at(signer.at())
                                .verify(
                                        signer.sign("GET", "/copy-jobs", "", "", Map.of()),
                                        "backup"));
    }

    @Test
    void aRegionThisServerHasNotIsNamedTogetherWithThoseItHas() {
        var signer =
                new Signer("testing", "testing", Instant.parse("2026-11-22T08:00:00Z"))
                        .region("ap-south-1");
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "no 'ap-south-1', but eu-west-1, us-east-1",
                () ->
                        at(signer.at())
                                .verify(
                                        signer.sign("GET", "/copy-jobs", "", "", Map.of()),
                                        "backup"));
    }

    @Test
    void aHeaderGivenTwiceIsSignedAsOneListAndNeverForTheDate() {
        var signer = new Signer("testing", "testing", Instant.parse("2026-11-22T08:00:00Z"));
        var request = signer.sign("GET", "/copy-jobs", "", "", Map.of("x-amz-meta", "a,b"));
        var headers = new HashMap<>(request.headers());
        headers.put("x-amz-meta", List.of(" a", "b "));
        at(signer.at()).verify(copy(request, headers), "backup");
        headers.put("x-amz-date", List.of("20261122T080000Z", "20261122T080000Z"));
        refuses(
                ErrorCode.INCOMPLETE_SIGNATURE,
                "2 times",
                () -> at(signer.at()).verify(copy(request, headers), "backup"));
    }

    @Test
    void aPresignedRequestIsGoodForItsLifetime() {
        var signer = new Signer("testing", "testing", Instant.parse("2026-11-22T08:00:00Z"));
        var request = signer.presign("GET", "/backup-vaults/a%2Fb", "maxResults=1", 600);
        at(signer.at().plusSeconds(600)).verify(request, "backup");
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "Signature expired",
                () -> at(signer.at().plusSeconds(601)).verify(request, "backup"));
        for (var tampered :
                List.of(
                        request.rawQuery().replace("maxResults=1", "maxResults=2"),
                        request.rawQuery().replace("X-Amz-Expires=600", "X-Amz-Expires=601"),
                        request.rawQuery() + "&nextToken=x")) {
            var changed =
                    new SignedRequest(
                            "GET", request.rawPath(), tampered, request.headers(), request.body());
            refuses(
                    ErrorCode.INVALID_SIGNATURE,
                    "does not match",
                    () -> at(signer.at()).verify(changed, "backup"));
        }
    }

    @Test
    void aPresignedRequestLivesSevenDaysAtMost() {
        var signer = new Signer("testing", "testing", Instant.parse("2026-11-22T08:00:00Z"));
        var request = signer.presign("GET", "/backup-vaults", "", 604_801);
        refuses(
                ErrorCode.INCOMPLETE_SIGNATURE,
                "X-Amz-Expires",
                () -> at(signer.at()).verify(request, "backup"));
    }

    @Test
    void aNewSecretOfTheSameKeyIdIsNotMistakenForTheOld() {
        var signedAt = Instant.parse("2026-11-22T08:00:00Z");
        var secret = new Secret[] {new Secret("old")};
        var verifier =
                new Verifier(
                        _ -> Optional.of(new Credential(ACCOUNT, secret[0])),
                        REGIONS,
                        () -> signedAt);
        var old =
                new Signer("testing", "old", signedAt).sign("GET", "/copy-jobs", "", "", Map.of());
        verifier.verify(old, "backup");
        secret[0] = new Secret("new");
        refuses(
                ErrorCode.INVALID_SIGNATURE,
                "does not match",
                () -> verifier.verify(old, "backup"));
    }

    private static Verifier at(Instant time) {
        return new Verifier(
                id ->
                        id.equals("testing")
                                ? Optional.of(new Credential(ACCOUNT, new Secret("testing")))
                                : Optional.empty(),
                REGIONS,
                () -> time);
    }

    /**
     * The request with one character changed, for every character of path, query and signed
     * headers, and some of the body.
     */
    private static List<SignedRequest> tampered(SignedRequest r) {
        var all = new ArrayList<SignedRequest>();
        all.add(
                new SignedRequest(
                        r.method().equals("GET") ? "PUT" : "GET",
                        r.rawPath(),
                        r.rawQuery(),
                        r.headers(),
                        r.body()));
        for (var path : changes(r.rawPath())) {
            all.add(new SignedRequest(r.method(), path, r.rawQuery(), r.headers(), r.body()));
        }
        for (var query : changes(r.rawQuery())) {
            all.add(new SignedRequest(r.method(), r.rawPath(), query, r.headers(), r.body()));
        }
        for (var body : changes(new String(r.body(), StandardCharsets.UTF_8) + "}")) {
            all.add(
                    new SignedRequest(
                            r.method(),
                            r.rawPath(),
                            r.rawQuery(),
                            r.headers(),
                            body.getBytes(StandardCharsets.UTF_8)));
        }
        var authorization = Corpus.header(r, "authorization");
        var signed = authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
        for (var name : signed.split(";", -1)) {
            for (var value : changes(Corpus.header(r, name))) {
                all.add(with(r, name, _ -> value));
            }
        }
        for (var value : changes(authorization)) {
            all.add(with(r, "authorization", _ -> value));
        }
        return all;
    }

    /** {@code text} with one letter or digit replaced by another, at each place in turn. */
    private static List<String> changes(String text) {
        var all = new ArrayList<String>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) && (i == 0 || !inEscape(text, i))) {
                all.add(text.substring(0, i) + (c == '7' ? '8' : '7') + text.substring(i + 1));
            }
        }
        return all;
    }

    private static boolean inEscape(String text, int i) {
        return text.charAt(i - 1) == '%' || (i > 1 && text.charAt(i - 2) == '%');
    }

    private static SignedRequest with(
            SignedRequest r, String header, Function<String, String> change) {
        var headers = new HashMap<>(r.headers());
        headers.put(header, List.of(change.apply(Corpus.header(r, header))));
        return copy(r, headers);
    }

    private static SignedRequest copy(SignedRequest r, Map<String, List<String>> headers) {
        return new SignedRequest(r.method(), r.rawPath(), r.rawQuery(), headers, r.body());
    }
}
