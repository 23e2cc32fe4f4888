package org.copyhold.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON body into a builder of the SDK. Unknown members are passed over and null ones count as
 * absent; of a member given twice the last counts. Whatever else does not fit is a
 * SerializationException that names the place.
 */
final class BodyReader {
    /** How deep a body may nest; the deepest input of the API has five levels. */
    static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(100)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final Set<String> flags;
    private final Map<String, Boolean> given = new HashMap<>();

    private BodyReader(JsonParser parser, Set<String> flags) {
        this.parser = parser;
        this.flags = flags;
    }

    /**
     * Sets the members that {@code body} holds; an empty body holds none.
     *
     * @param flags names of members beside the model, each true or false
     * @return those of them that the body has
     */
    static Map<String, Boolean> read(byte[] body, SdkPojo builder, Set<String> flags) {
        if (body.length == 0) {
            return Map.of();
        }
        try (var parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw ErrorCode.SERIALIZATION.with("The request body must be a JSON object.");
            }
            var reader = new BodyReader(parser, flags);
            reader.structure(builder);
            if (parser.nextToken() != null) {
                throw ErrorCode.SERIALIZATION.with("The request body goes on after its end.");
            }
            return reader.given;
        } catch (JsonProcessingException e) {
            throw ErrorCode.SERIALIZATION.with(
                    "The request body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ErrorCode.SERIALIZATION.with(
                    "The request body is not valid UTF-8: " + e.getMessage());
        }
    }

    private void structure(SdkPojo builder) throws IOException {
        var members = Shape.of(builder).at(MarshallLocation.PAYLOAD);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var member = members.get(name);
            var isFlag = parser.getParsingContext().getParent().inRoot() && flags.contains(name);
            var token = parser.nextToken();
            if (isFlag && token != JsonToken.VALUE_NULL) {
                require(token != null && token.isBoolean(), "true or false");
                given.put(name, parser.getBooleanValue());
            } else if (member == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                member.field().set(builder, value(member, member.field()));
            }
        }
    }

    /**
     * The value at the parser's token, which {@code field} describes: the member itself, or what
     * its list or map holds.
     */
    private Object value(Shape.Member member, SdkField<?> field) throws IOException {
        var token = parser.currentToken();
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> {
                require(token == JsonToken.VALUE_STRING, "a string");
                yield member.check(parser.getText());
            }
            case INTEGER -> {
                require(token == JsonToken.VALUE_NUMBER_INT, "a whole number");
                yield parser.getIntValue();
            }
            case LONG -> {
                require(token == JsonToken.VALUE_NUMBER_INT, "a whole number");
                yield parser.getLongValue();
            }
            case BOOLEAN -> {
                require(token != null && token.isBoolean(), "true or false");
                yield parser.getBooleanValue();
            }
            case INSTANT -> {
                require(token != null && token.isNumeric(), "a number of seconds since 1970");
                yield Timestamps.fromSeconds(parser.getDecimalValue());
            }
            case LIST -> list(member, field.getTrait(ListTrait.class).memberFieldInfo());
            case MAP -> map(member, field.getTrait(MapTrait.class).valueFieldInfo());
            case SDK_POJO -> nested(field.constructor().get());
            default -> throw Models.unknownType(field);
        };
    }

    private Object nested(SdkPojo builder) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "an object");
        structure(builder);
        var built = (SdkPojo) ((Buildable) builder).build();
        Shape.of(builder).requireAll(built);
        return built;
    }

    private List<Object> list(Shape.Member member, SdkField<?> element) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "a list");
        var list = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(member, element));
        }
        return list;
    }

    private Map<String, Object> map(Shape.Member member, SdkField<?> element) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "an object");
        var map = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = parser.currentName();
            parser.nextToken();
            map.put(key, value(member, element));
        }
        return map;
    }

    private void require(boolean fits, String wanted) {
        if (!fits) {
            throw unfit(wanted);
        }
    }

    private BackupException unfit(String wanted) {
        return ErrorCode.SERIALIZATION.with(
                "The request body must have "
                        + wanted
                        + " at "
                        + parser.getParsingContext().pathAsPointer()
                        + ".");
    }
}
