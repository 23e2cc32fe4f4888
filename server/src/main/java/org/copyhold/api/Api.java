package org.copyhold.api;

import static org.copyhold.kit.ErrorCode.UNKNOWN_OPERATION;

import org.copyhold.api.sigv4.SignedRequest;
import org.copyhold.api.wire.Query;
import org.copyhold.api.wire.RequestReader;
import org.copyhold.api.wire.ResponseWriter;
import org.copyhold.api.wire.Route;
import org.copyhold.api.wire.Routes;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.BackupRequest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations, reachable by their routes. Model classes are loaded when first asked for.
 * Thread-safe.
 */
public final class Api {
    private final Routes routes = Routes.load();
    private final Map<String, Operation<?, ?>> operations = new HashMap<>();
    private final Map<String, RequestReader<?>> readers = new ConcurrentHashMap<>();
    private final Gatekeeper gate;

    /**
     * @param operations each of them one of the operations AWS Backup has, or an extension
     * @param gate decides who may do what
     * @throws IllegalArgumentException for one that is neither, or one given twice
     */
    public Api(List<? extends Operation<?, ?>> operations, Gatekeeper gate) {
        this.gate = gate;
        var known =
                Stream.concat(routes.all().stream(), routes.extensions().stream())
                        .map(Route::operation)
                        .collect(Collectors.toSet());
        for (var operation : operations) {
            if (!known.contains(operation.name())) {
                throw new IllegalArgumentException(
                        "AWS Backup has no operation " + operation.name());
            }
            if (this.operations.put(operation.name(), operation) != null) {
                throw new IllegalArgumentException(operation.name() + " is given twice");
            }
        }
    }

    /** The names of the operations given. */
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    /** The table of all operations AWS Backup has. */
    public Routes routes() {
        return routes;
    }

    /**
     * What {@code request} asks for.
     *
     * @throws org.copyhold.kit.BackupException UNKNOWN_OPERATION or METHOD_NOT_ALLOWED
     */
    public Call find(SignedRequest request) {
        var query = Query.parse(request.rawQuery());
        var match = routes.find(request.method(), request.rawPath(), query);
        var operation = operations.get(match.route().operation());
        if (operation == null) {
            throw UNKNOWN_OPERATION.with(
                    "This server does not offer " + match.route().operation() + ".");
        }
        return new Call(operation, match, query, request);
    }

    /** One request on its way to its operation. */
    public final class Call {
        private final Operation<?, ?> operation;
        private final Routes.Match match;
        private final Query query;
        private final SignedRequest request;

        private Call(
                Operation<?, ?> operation, Routes.Match match, Query query, SignedRequest request) {
            this.operation = operation;
            this.match = match;
            this.query = query;
            this.request = request;
        }

        public String operation() {
            return match.route().operation();
        }

        /** Runs the operation; refusals come as {@link org.copyhold.kit.BackupException}. */
        public Answer answer(Caller caller) {
            return answer(caller, operation);
        }

        private <I extends BackupRequest> Answer answer(Caller caller, Operation<I, ?> operation) {
            var in =
                    reader(operation)
                            .read(match.labels(), query, request.headers(), request.body());
            operation.check(caller, in);
            gate.admit(caller, operation.action(), in);
            var out = operation.handle(caller, in);
            return new Answer(match.route().status(), Answer.JSON, ResponseWriter.write(out), null);
        }
    }

    @SuppressWarnings("unchecked") // the reader was made for this very operation's input
    private <I extends BackupRequest> RequestReader<I> reader(Operation<I, ?> operation) {
        return (RequestReader<I>)
                readers.computeIfAbsent(
                        operation.name(), _ -> new RequestReader<>(input(operation.getClass())));
    }

    /** The type that an operation's {@code handle} declares for its input. */
    private static Class<? extends BackupRequest> input(Class<?> operation) {
        return Arrays.stream(operation.getMethods())
                .filter(
                        m ->
                                m.getName().equals("handle")
                                        && !m.isBridge()
                                        && m.getParameterCount() == 2)
                .map(m -> m.getParameterTypes()[1])
                .filter(BackupRequest.class::isAssignableFrom)
                .findFirst()
                .<Class<? extends BackupRequest>>map(c -> c.asSubclass(BackupRequest.class))
                .orElseThrow(
                        () -> new IllegalStateException(operation + " does not declare its input"));
    }
}
