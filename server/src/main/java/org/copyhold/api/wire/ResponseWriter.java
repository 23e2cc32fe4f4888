package org.copyhold.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkPojo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Structures of the SDK as JSON; what is absent is left out. */
public final class ResponseWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] NOTHING = {};

    private ResponseWriter() {}

    /** The body of a response; no bytes at all for an operation that answers none. */
    public static byte[] write(SdkPojo response) {
        if (response.sdkFields().isEmpty()) {
            return NOTHING;
        }
        var bytes = new ByteArrayOutputStream(512);
        try (var out = FACTORY.createGenerator(bytes)) {
            structure(response, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a response into memory", e);
        }
        return bytes.toByteArray();
    }

    private static void structure(SdkPojo structure, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (var field : structure.sdkFields()) {
            var value = field.getValueOrDefault(structure);
            if (!Shape.absent(value)) {
                out.writeFieldName(field.locationName());
                value(value, out);
            }
        }
        out.writeEndObject();
    }

    private static void value(@Nullable Object value, JsonGenerator out) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String s -> out.writeString(s);
            case Integer i -> out.writeNumber(i);
            case Long l -> out.writeNumber(l);
            case Boolean b -> out.writeBoolean(b);
            case Instant t -> Timestamps.write(t, out);
            case SdkPojo nested -> structure(nested, out);
            case List<?> list -> {
                out.writeStartArray();
                for (var element : list) {
                    value(element, out);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeFieldName(String.valueOf(entry.getKey()));
                    value(entry.getValue(), out);
                }
                out.writeEndObject();
            }
            default ->
                    throw new IllegalStateException(
                            "AWS Backup has no members of " + value.getClass());
        }
    }
}
