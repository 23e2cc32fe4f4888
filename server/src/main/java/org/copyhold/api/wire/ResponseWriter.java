package org.copyhold.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkPojo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Structures of the SDK as JSON, with what they have besides; what is absent is left out. A long
 * answer that an operation gives a second time, the very same object, which nothing can have
 * changed, is kept for a while and spared writing again.
 */
public final class ResponseWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] NOTHING = {};
    private static final int LONG_BYTES = 8 * 1024;

    /** A power of two. */
    private static final int PLACES = 16;

    private static final AtomicReferenceArray<@Nullable Seen> SEEN =
            new AtomicReferenceArray<>(PLACES);

    private static final Beside NONE = new Beside();

    private final JsonGenerator out;
    private final Beside beside;

    private ResponseWriter(JsonGenerator out, Beside beside) {
        this.out = out;
        this.beside = beside;
    }

    /** The body of a response; no bytes at all for an operation that answers none. */
    public static byte[] write(SdkPojo response) {
        if (response.sdkFields().isEmpty() && !(response instanceof Extension)) {
            return NOTHING;
        }
        var place = System.identityHashCode(response) & (PLACES - 1);
        var seen = SEEN.get(place);
        var again = seen != null && seen.isOf(response);
        if (again && seen.bytes() != null) {
            return seen.bytes();
        }
        var bytes = json(response);
        if (bytes.length >= LONG_BYTES) {
            SEEN.set(place, new Seen(new WeakReference<>(response), again ? bytes : null));
        }
        return bytes;
    }

    private static byte[] json(SdkPojo response) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = FACTORY.createGenerator(bytes)) {
            switch (response) {
                case Extended<?>(var model, var beside) ->
                        new ResponseWriter(out, beside).structure(model);
                case Extension(var members) -> new ResponseWriter(out, NONE).value(members);
                default -> new ResponseWriter(out, NONE).structure(response);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a response into memory", e);
        }
        return bytes.toByteArray();
    }

    private void structure(SdkPojo structure) throws IOException {
        out.writeStartObject();
        for (var field : structure.sdkFields()) {
            var value = field.getValueOrDefault(structure);
            if (!Shape.absent(value)) {
                out.writeFieldName(field.locationName());
                value(value);
            }
        }
        members(beside.of(structure));
        out.writeEndObject();
    }

    private void members(Map<?, ?> map) throws IOException {
        for (var entry : map.entrySet()) {
            out.writeFieldName(String.valueOf(entry.getKey()));
            value(entry.getValue());
        }
    }

    private void value(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String s -> out.writeString(s);
            case Integer i -> out.writeNumber(i);
            case Long l -> out.writeNumber(l);
            case Boolean b -> out.writeBoolean(b);
            case Instant t -> Timestamps.write(t, out);
            case SdkPojo nested -> structure(nested);
            case List<?> list -> {
                out.writeStartArray();
                for (var element : list) {
                    value(element);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                members(map);
                out.writeEndObject();
            }
            default ->
                    throw new IllegalStateException(
                            "AWS Backup has no members of " + value.getClass());
        }
    }

    /** A long answer: its bytes are kept from the second time on; most answers are given once. */
    private record Seen(WeakReference<SdkPojo> response, byte @Nullable [] bytes) {
        boolean isOf(SdkPojo other) {
            return response.refersTo(other);
        }
    }
}
