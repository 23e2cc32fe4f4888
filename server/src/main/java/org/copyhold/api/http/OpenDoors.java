package org.copyhold.api.http;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.METHOD_NOT_ALLOWED;
import static org.copyhold.kit.ErrorCode.SERIALIZATION;
import static org.copyhold.kit.ErrorCode.UNKNOWN_OPERATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.api.Answer;
import org.copyhold.api.sigv4.SignedRequest;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** The doors that ask for no signature: health, and, where switched on, metrics and testing. */
final class OpenDoors {
    private static final String TESTING = "/copyhold/testing/";
    private static final Set<String> PATHS = Set.of("/copyhold/health", "/copyhold/metrics");
    private static final String MOTO_RESET = "/moto-api/reset";

    private final Doors doors;

    OpenDoors(Doors doors) {
        this.doors = doors;
    }

    /** Whether a path is one of these doors, open or not. */
    static boolean owns(String path) {
        return PATHS.contains(path) || path.startsWith(TESTING) || path.equals(MOTO_RESET);
    }

    Answer answer(SignedRequest request) {
        var testing = doors.testing();
        return switch (request.rawPath()) {
            case "/copyhold/health" -> allow(request, "GET", health());
            case "/copyhold/metrics" -> metrics(request);
            case "/copyhold/testing/advance-clock" -> advance(request, testing);
            case "/copyhold/testing/reset", MOTO_RESET -> reset(request, testing);
            default -> throw closed(request);
        };
    }

    private Answer health() {
        return doors.ready().getAsBoolean()
                ? json(200, "{\"status\":\"ready\"}")
                : json(503, "{\"status\":\"starting\"}");
    }

    private Answer metrics(SignedRequest request) {
        var registry = doors.metrics();
        if (registry == null) {
            throw closed(request);
        }
        var text = registry.scrape().getBytes(StandardCharsets.UTF_8);
        return allow(
                request,
                "GET",
                new Answer(200, "text/plain; version=0.0.4; charset=utf-8", text, null));
    }

    private static Answer advance(SignedRequest request, @Nullable Testing testing) {
        if (testing == null) {
            throw closed(request);
        }
        var done = allow(request, "POST", json(200, "{\"status\":\"ok\"}"));
        testing.advanceClock(by(request.body()));
        return done;
    }

    private static Answer reset(SignedRequest request, @Nullable Testing testing) {
        if (testing == null) {
            throw closed(request);
        }
        var done = allow(request, "POST", json(200, "{\"status\":\"ok\"}"));
        testing.reset();
        return done;
    }

    private static Duration by(byte[] body) {
        JsonNode by;
        try {
            by = new ObjectMapper().readTree(body).path("by");
        } catch (IOException e) {
            throw SERIALIZATION.with("The request body is not valid JSON.");
        }
        try {
            return Duration.parse(by.asText());
        } catch (DateTimeParseException e) {
            throw INVALID_PARAMETER_VALUE.with(
                    "\"by\" must be an ISO-8601 duration such as \"P35D\" or \"PT2H\", but is "
                            + by
                            + ".");
        }
    }

    private static Answer allow(SignedRequest request, String method, Answer answer) {
        if (!request.method().equals(method)
                && !(method.equals("GET") && request.method().equals("HEAD"))) {
            throw METHOD_NOT_ALLOWED.with(
                    request.method()
                            + " is not allowed at "
                            + request.rawPath()
                            + "; allowed: "
                            + method
                            + ".");
        }
        return answer;
    }

    private static RuntimeException closed(SignedRequest request) {
        return UNKNOWN_OPERATION.with(
                "This server has nothing at " + request.method() + " " + request.rawPath() + ".");
    }

    private static Answer json(int status, String body) {
        return new Answer(status, Answer.JSON, body.getBytes(StandardCharsets.UTF_8), null);
    }
}
