package org.copyhold.api.wire;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.utils.builder.Buildable;

import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Requests of one operation, from the parts of an HTTP request. Thread-safe. */
public final class RequestReader<I extends BackupRequest> {
    private final Class<I> model;
    private final BackupRequest empty;
    private final Shape shape;
    private final Set<String> flags;

    /**
     * @param model the SDK's class of the operation's input
     */
    public RequestReader(Class<I> model) {
        this.model = model;
        var builder = Models.builder(model);
        this.shape = Shape.of(builder);
        this.flags = Flags.of(model);
        this.empty = (BackupRequest) ((Buildable) builder).build();
    }

    /** As below, for a request without headers that mean something. */
    public I read(Map<String, String> labels, Query query, byte[] body) {
        return read(labels, query, Map.of(), body);
    }

    /**
     * The input that path, query, headers and body hold together, with every required member
     * present.
     *
     * @param headers all values by lower-case name
     * @throws org.copyhold.kit.BackupException SERIALIZATION, INVALID_PARAMETER_VALUE or
     *     MISSING_PARAMETER_VALUE
     */
    public I read(
            Map<String, String> labels,
            Query query,
            Map<String, List<String>> headers,
            byte[] body) {
        var builder = (SdkPojo) empty.toBuilder();
        if (!shape.at(MarshallLocation.PAYLOAD).isEmpty()) {
            var given = BodyReader.read(body, builder, flags);
            Flags.set((BackupRequest.Builder) builder, flags, headers, given);
        }
        for (var parameter : shape.at(MarshallLocation.QUERY_PARAM).entrySet()) {
            var text = query.get(parameter.getKey());
            if (text != null) {
                var member = parameter.getValue();
                member.field().set(builder, value(member, text));
            }
        }
        for (var label : shape.at(MarshallLocation.PATH).entrySet()) {
            label.getValue().field().set(builder, labels.get(label.getKey()));
        }
        var request = model.cast(((Buildable) builder).build());
        shape.requireAll(request);
        return request;
    }

    private static Object value(Shape.Member member, String text) {
        try {
            return switch (member.field().marshallingType().getKnownType()) {
                case STRING -> member.check(text);
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case INSTANT -> Timestamps.fromIso(text);
                case BOOLEAN -> bool(member, text);
                default -> throw Models.unknownType(member.field());
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw invalid(member, text);
        }
    }

    private static boolean bool(Shape.Member member, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(member, text);
        };
    }

    private static BackupException invalid(Shape.Member member, String text) {
        return ErrorCode.INVALID_PARAMETER_VALUE.with(
                "Invalid value \""
                        + text
                        + "\" for "
                        + member.field().locationName()
                        + ": not a "
                        + member.field()
                                .marshallingType()
                                .getTargetClass()
                                .getSimpleName()
                                .toLowerCase(Locale.ROOT)
                        + ".");
    }
}
