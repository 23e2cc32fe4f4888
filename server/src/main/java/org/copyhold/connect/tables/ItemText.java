package org.copyhold.connect.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items as lines of JSON, as DynamoDB exports them: {@code {"Item":{"id":{"S":"1"}}}}. One item has
 * one text: names and what is in sets are sorted.
 */
final class ItemText {
    /** Longer than any name of an attribute. */
    private static final int LONGEST_NAME = 1 << 20;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNameLength(LONGEST_NAME).build())
                    .build();

    private static final String ITEM = "Item";

    private ItemText() {}

    /**
     * An item's line, with its end.
     *
     * @throws IllegalArgumentException when it has an attribute of an unknown type
     */
    static byte[] encode(Map<String, AttributeValue> item) {
        var line = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeFieldName(ITEM);
            writeMap(json, item);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new IllegalStateException("Memory can always be written", e);
        }
        return line.toByteArray();
    }

    private static void writeMap(JsonGenerator json, Map<String, AttributeValue> values)
            throws IOException {
        json.writeStartObject();
        for (var value : new TreeMap<>(values).entrySet()) {
            json.writeFieldName(value.getKey());
            write(json, value.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AttributeValue value) throws IOException {
        json.writeStartObject();
        switch (value.type()) {
            case S -> json.writeStringField("S", value.s());
            case N -> json.writeStringField("N", value.n());
            case B -> json.writeBinaryField("B", value.b().asByteArray());
            case SS -> writeSorted(json, "SS", value.ss());
            case NS -> writeSorted(json, "NS", value.ns());
            case BS -> writeSorted(json, "BS", value.bs().stream().map(ItemText::text).toList());
            case M -> {
                json.writeFieldName("M");
                writeMap(json, value.m());
            }
            case L -> {
                json.writeArrayFieldStart("L");
                for (var each : value.l()) {
                    write(json, each);
                }
                json.writeEndArray();
            }
            case NUL -> json.writeBooleanField("NULL", value.nul());
            case BOOL -> json.writeBooleanField("BOOL", value.bool());
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalArgumentException(
                            "an attribute of a type that this version does not know");
        }
        json.writeEndObject();
    }

    private static String text(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }

    private static void writeSorted(JsonGenerator json, String type, List<String> values)
            throws IOException {
        json.writeArrayFieldStart(type);
        for (var value : values.stream().sorted().toList()) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /**
     * The items of lines.
     *
     * @throws IllegalArgumentException when they are something else
     */
    static List<Map<String, AttributeValue>> decode(byte[] lines) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        try (var json = JSON.createParser(lines)) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                expect(token == JsonToken.START_OBJECT);
                expect(ITEM.equals(json.nextFieldName()));
                json.nextToken();
                items.add(readMap(json));
                expect(json.nextToken() == JsonToken.END_OBJECT);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("items that cannot be read", e);
        }
        return items;
    }

    private static Map<String, AttributeValue> readMap(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT);
        var values = new LinkedHashMap<String, AttributeValue>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            values.put(name, read(json));
        }
        return values;
    }

    private static AttributeValue read(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT);
        expect(json.nextToken() == JsonToken.FIELD_NAME);
        var type = json.currentName();
        var token = json.nextToken();
        var value =
                switch (type) {
                    case "S" -> AttributeValue.fromS(text(json));
                    case "N" -> AttributeValue.fromN(text(json));
                    case "B" -> AttributeValue.fromB(SdkBytes.fromByteArray(json.getBinaryValue()));
                    case "SS" -> AttributeValue.fromSs(texts(json));
                    case "NS" -> AttributeValue.fromNs(texts(json));
                    case "BS" -> AttributeValue.fromBs(bytes(json));
                    case "M" -> AttributeValue.fromM(readMap(json));
                    case "L" -> AttributeValue.fromL(values(json));
                    case "NULL" -> AttributeValue.fromNul(token == JsonToken.VALUE_TRUE);
                    case "BOOL" -> AttributeValue.fromBool(token == JsonToken.VALUE_TRUE);
                    default -> throw new IllegalArgumentException("an attribute of type " + type);
                };
        expect(json.nextToken() == JsonToken.END_OBJECT);
        return value;
    }

    private static String text(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static List<String> texts(JsonParser json) throws IOException {
        var texts = new ArrayList<String>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
        }
        return texts;
    }

    private static List<SdkBytes> bytes(JsonParser json) throws IOException {
        var bytes = new ArrayList<SdkBytes>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            bytes.add(SdkBytes.fromByteArray(json.getBinaryValue()));
        }
        return bytes;
    }

    private static List<AttributeValue> values(JsonParser json) throws IOException {
        var values = new ArrayList<AttributeValue>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            values.add(read(json));
        }
        return values;
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("items that cannot be read");
        }
    }
}
