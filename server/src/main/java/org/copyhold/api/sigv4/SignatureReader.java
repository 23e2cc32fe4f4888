package org.copyhold.api.sigv4;

import static org.copyhold.kit.ErrorCode.INCOMPLETE_SIGNATURE;
import static org.copyhold.kit.ErrorCode.MISSING_AUTHENTICATION_TOKEN;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the signature in a request: in its Authorization header, or in its query. */
final class SignatureReader {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Duration MAX_LIFETIME = Duration.ofDays(7);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private SignatureReader() {}

    static Signature read(SignedRequest request, List<Parameter> query) {
        var header = only(request.headers(), "authorization");
        var parameters = new HashMap<String, String>();
        query.forEach(p -> parameters.merge(p.name(), p.value(), (a, b) -> a + "," + b));
        boolean inQuery =
                parameters.containsKey("X-Amz-Signature")
                        || parameters.containsKey("X-Amz-Algorithm");
        if (header.isPresent() && inQuery) {
            throw INCOMPLETE_SIGNATURE.with(
                    "The request is signed twice, in its Authorization header and in its query.");
        }
        if (inQuery) {
            return fromQuery(parameters);
        }
        return fromHeader(
                request,
                header.orElseThrow(
                        () -> MISSING_AUTHENTICATION_TOKEN.with("Missing Authentication Token")));
    }

    private static Signature fromHeader(SignedRequest request, String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0 || !authorization.substring(0, space).equals(ALGORITHM)) {
            throw INCOMPLETE_SIGNATURE.with(
                    "The Authorization header must begin with " + ALGORITHM + ".");
        }
        var parts = new HashMap<String, String>();
        for (var part : authorization.substring(space + 1).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0
                    && parts.put(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip())
                            != null) {
                throw INCOMPLETE_SIGNATURE.with(
                        "The Authorization header names '" + part.strip() + "' twice.");
            }
        }
        return new Signature(
                Scope.parse(need(parts, "Credential", "Authorization header")),
                names(need(parts, "SignedHeaders", "Authorization header")),
                need(parts, "Signature", "Authorization header"),
                date(request),
                Signature.Form.HEADER,
                Duration.ZERO);
    }

    private static Signature fromQuery(Map<String, String> query) {
        if (!need(query, "X-Amz-Algorithm", "query").equals(ALGORITHM)) {
            throw INCOMPLETE_SIGNATURE.with("X-Amz-Algorithm must be " + ALGORITHM + ".");
        }
        return new Signature(
                Scope.parse(need(query, "X-Amz-Credential", "query")),
                names(need(query, "X-Amz-SignedHeaders", "query")),
                need(query, "X-Amz-Signature", "query"),
                parse(need(query, "X-Amz-Date", "query")),
                Signature.Form.QUERY,
                lifetime(need(query, "X-Amz-Expires", "query")));
    }

    private static Duration lifetime(String seconds) {
        if (NUMBER.matcher(seconds).matches()) {
            var lifetime = Duration.ofSeconds(Long.parseLong(seconds));
            if (lifetime.isPositive() && lifetime.compareTo(MAX_LIFETIME) <= 0) {
                return lifetime;
            }
        }
        throw INCOMPLETE_SIGNATURE.with(
                "X-Amz-Expires must be 1 to "
                        + MAX_LIFETIME.toSeconds()
                        + " seconds, but is '"
                        + seconds
                        + "'.");
    }

    /** The time in {@code X-Amz-Date}, or in {@code Date} when there is no such header. */
    private static Instant date(SignedRequest request) {
        var amazon = only(request.headers(), "x-amz-date");
        if (amazon.isPresent()) {
            return parse(amazon.get());
        }
        var date =
                only(request.headers(), "date")
                        .orElseThrow(
                                () ->
                                        INCOMPLETE_SIGNATURE.with(
                                                "Authorization header requires existence of either"
                                                        + " a 'X-Amz-Date' or a 'Date' header."));
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            return parse(date);
        }
    }

    private static Instant parse(String date) {
        try {
            return LocalDateTime.parse(date, BASIC).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw INCOMPLETE_SIGNATURE.with(
                    "Date must be in the form yyyymmddThhmmssZ, but is '" + date + "'.");
        }
    }

    private static String need(Map<String, String> parts, String name, String where) {
        var value = parts.get(name);
        if (value == null || value.isEmpty()) {
            throw INCOMPLETE_SIGNATURE.with("The " + where + " lacks '" + name + "'.");
        }
        return value;
    }

    private static List<String> names(String signedHeaders) {
        return Arrays.asList(signedHeaders.split(";", -1));
    }

    /** The value of a header that may be given once at most. */
    static Optional<String> only(Map<String, List<String>> headers, String name) {
        var values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw INCOMPLETE_SIGNATURE.with(
                    "The header '" + name + "' is given " + values.size() + " times.");
        }
        return values.stream().findFirst();
    }
}
