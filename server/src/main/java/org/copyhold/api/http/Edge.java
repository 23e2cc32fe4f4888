package org.copyhold.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.copyhold.api.Answer;
import org.copyhold.api.Api;
import org.copyhold.api.sigv4.SignedRequest;
import org.copyhold.api.sigv4.Verifier;
import org.copyhold.kit.BackupException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Every request passes here: to a door beside the API, or through its signature to its operation.
 */
final class Edge implements Handler {
    static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-RequestId");
    static final HeaderName ERROR_TYPE = HeaderNames.create("x-amzn-ErrorType");
    static final String ERROR_TYPE_END =
            ":http://internal.amazon.com/coral/com.amazonaws.services.cryo/";

    private final Verifier verifier;
    private final Api api;
    private final OpenDoors doors;
    private final CallerIdentity identity;
    private final Meter meter;

    /** One request's id, and the operation it turned out to ask for. */
    private static final class Exchange {
        private final String id = UUID.randomUUID().toString();
        private final long startedNanos = System.nanoTime();
        private String operation = "none";
    }

    Edge(Verifier verifier, Api api, Doors doors) {
        this.verifier = verifier;
        this.api = api;
        this.doors = new OpenDoors(doors);
        this.identity = new CallerIdentity(verifier);
        this.meter = new Meter(doors.metrics());
    }

    @Override
    public void handle(ServerRequest http, ServerResponse response) {
        var exchange = new Exchange();
        byte[] body;
        try {
            body = Body.read(http);
        } catch (BackupException unreadable) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            send(http, response, exchange, Failures.json(unreadable));
            throw new CloseConnectionException(unreadable.message());
        }
        var answer = answer(request(http, body), exchange);
        meter.record(exchange.operation, answer, System.nanoTime() - exchange.startedNanos);
        send(http, response, exchange, answer);
    }

    private Answer answer(SignedRequest request, Exchange exchange) {
        try {
            if (OpenDoors.owns(request.rawPath())) {
                return doors.answer(request);
            }
            if (CallerIdentity.asked(request)) {
                exchange.operation = "GetCallerIdentity";
                return identity.answer(request, exchange.id);
            }
            var caller = verifier.verify(request, "backup");
            var call = api.find(request);
            exchange.operation = call.operation();
            return call.answer(caller);
        } catch (RuntimeException e) {
            return Failures.json(
                    Failures.refusal(e, exchange.id, request.method() + " " + request.rawPath()));
        }
    }

    private static SignedRequest request(ServerRequest http, byte[] body) {
        Map<String, List<String>> headers = HashMap.newHashMap(http.headers().size());
        for (var header : http.headers()) {
            headers.put(header.headerName().lowerCase(), header.allValues());
        }
        var line = http.prologue();
        return new SignedRequest(
                line.method().text(),
                line.uriPath().rawPath(),
                line.query().rawValue(),
                headers,
                body);
    }

    private static void send(
            ServerRequest http, ServerResponse response, Exchange exchange, Answer answer) {
        response.status(Status.create(answer.status()));
        response.header(REQUEST_ID, exchange.id);
        if (answer.error() != null) {
            response.header(ERROR_TYPE, answer.error() + ERROR_TYPE_END);
        }
        if (answer.body().length == 0 || http.prologue().method().equals(Method.HEAD)) {
            response.send();
        } else {
            response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
            response.send(answer.body());
        }
    }
}
