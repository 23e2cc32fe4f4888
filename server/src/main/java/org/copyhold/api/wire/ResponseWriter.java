package org.copyhold.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkPojo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Structures of the SDK as JSON; what is absent is left out. Long answers are kept for a while: an
 * operation that gives the very same response again, which nothing can have changed, is spared
 * writing it again.
 */
public final class ResponseWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] NOTHING = {};
    private static final int LONG_BYTES = 8 * 1024;

    /** A power of two. */
    private static final int PLACES = 16;

    private static final AtomicReferenceArray<@Nullable SoftReference<Written>> WRITTEN =
            new AtomicReferenceArray<>(PLACES);

    private ResponseWriter() {}

    /** The body of a response; no bytes at all for an operation that answers none. */
    public static byte[] write(SdkPojo response) {
        if (response.sdkFields().isEmpty()) {
            return NOTHING;
        }
        var place = System.identityHashCode(response) & (PLACES - 1);
        var known = WRITTEN.get(place);
        var written = known == null ? null : known.get();
        if (written != null && written.isOf(response)) {
            return written.bytes();
        }
        var bytes = json(response);
        if (bytes.length >= LONG_BYTES) {
            WRITTEN.set(place, new SoftReference<>(new Written(response, bytes)));
        }
        return bytes;
    }

    private static byte[] json(SdkPojo response) {
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

    private record Written(SdkPojo response, byte[] bytes) {
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(SdkPojo other) {
            return response == other;
        }
    }
}
