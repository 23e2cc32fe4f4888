package org.copyhold.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

import org.copyhold.kit.ErrorCode;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What the HTTP server itself refuses, before a request reaches the edge, in the same form as all
 * other errors.
 */
final class BadRequests implements DirectHandler {
    private BadRequests() {}

    static DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        for (var event : EventType.values()) {
            handlers.addHandler(event, new BadRequests());
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var code = code(status.code());
        var text =
                message == null || message.isEmpty()
                        ? "The HTTP request is refused: " + status.reasonPhrase()
                        : message;
        var answer = Failures.json(code, status.code(), text, null);
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.CONNECTION_CLOSE)
                .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                .header(Edge.REQUEST_ID, UUID.randomUUID().toString())
                .header(Edge.ERROR_TYPE, code.wireName() + Edge.ERROR_TYPE_END)
                .entity(answer.body())
                .keepAlive(false)
                .build();
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 403 -> ErrorCode.ACCESS_DENIED;
            case 404 -> ErrorCode.UNKNOWN_OPERATION;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 408 -> ErrorCode.REQUEST_TIMEOUT;
            case 413, 414, 431 -> ErrorCode.REQUEST_ENTITY_TOO_LARGE;
            case 503 -> ErrorCode.SERVICE_UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.INTERNAL_FAILURE : ErrorCode.SERIALIZATION;
        };
    }
}
