package org.copyhold.store.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** One JSON object of a known format: members in the order they are put, no white space. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final int FORMAT = 1;
    private static final Comparator<String> BYTE_ORDER =
            Comparator.comparing(
                    text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final String what;
    private final JsonNode node;

    private Json(String what, JsonNode node) {
        this.what = what;
        this.node = node;
    }

    /** An object that begins with the format's number. */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    }

    /** Labels with their names in byte order. */
    static ObjectNode labels(Map<String, String> labels) {
        var node = JsonNodeFactory.instance.objectNode();
        var ordered = new TreeMap<String, String>(BYTE_ORDER);
        ordered.putAll(labels);
        ordered.forEach(node::put);
        return node;
    }

    static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A record of texts and numbers could not be written", e);
        }
    }

    /**
     * Reads an object.
     *
     * @param what the record's name, for messages
     */
    static Json parse(String what, byte[] bytes) {
        try {
            var json = new Json(what, MAPPER.readTree(bytes));
            if (json.number("format", 0, Integer.MAX_VALUE) != FORMAT) {
                throw new StoreException.Corrupt(
                        what
                                + " is of format "
                                + json.node.get("format")
                                + ", and this version reads format 1.",
                        "Use the version of Copyhold that wrote it, or a newer one.");
            }
            return json;
        } catch (IOException e) {
            throw corrupt(what, "it is not JSON", e);
        }
    }

    String text(String member) {
        var value = node.path(member);
        if (!value.isTextual()) {
            throw corrupt(what, "\"" + member + "\" is not a text", null);
        }
        return value.textValue();
    }

    long number(String member, long least, long most) {
        var value = node.path(member);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw corrupt(
                    what, "\"" + member + "\" is not a number from " + least + " to " + most, null);
        }
        return value.longValue();
    }

    byte[] base64(String member) {
        try {
            return Base64.getDecoder().decode(text(member));
        } catch (IllegalArgumentException e) {
            throw corrupt(what, "\"" + member + "\" is not base64", e);
        }
    }

    Map<String, String> labels(String member) {
        var value = node.path(member);
        if (!value.isObject()) {
            throw corrupt(what, "\"" + member + "\" is not an object", null);
        }
        var labels = new HashMap<String, String>();
        value.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    static StoreException.Corrupt corrupt(String what, String why, @Nullable Throwable cause) {
        return new StoreException.Corrupt(
                what + " is damaged: " + why + ".",
                "Bring the file back from a copy of the store.",
                cause);
    }
}
