package org.copyhold.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps of strings in one column, as a JSON object. */
public final class MapText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String EMPTY = "{}";

    private MapText() {}

    /** The column's text. */
    public static String of(Map<String, String> map) {
        if (map.isEmpty()) {
            return EMPTY;
        }
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (var entry : map.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The map in a column's text, in the order it was written. */
    public static Map<String, String> parse(String text) {
        if (text.equals(EMPTY)) {
            return Map.of();
        }
        var map = new LinkedHashMap<String, String>();
        try (var json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("A column that should hold a map does not");
            }
            for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                map.put(name, json.nextTextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return map;
    }
}
