package org.copyhold.connect.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ItemTextTest {
    /** An attribute of each type, and of each that may be empty. */
    static Map<String, AttributeValue> ofAllTypes() {
        var item = new LinkedHashMap<String, AttributeValue>();
        item.put("text", AttributeValue.fromS("zwölf \"Boxkämpfer\"\n\u0000 \uD83D\uDC7E"));
        item.put("number", AttributeValue.fromN("-1.2345678901234567890123456789012345678E-127"));
        item.put("bytes", AttributeValue.fromB(bytes(0, 255, 10)));
        item.put("texts", AttributeValue.fromSs(List.of("b", "a", "ä")));
        item.put("numbers", AttributeValue.fromNs(List.of("3", "-1", "2.5")));
        item.put("many bytes", AttributeValue.fromBs(List.of(bytes(2), bytes(1))));
        item.put(
                "map",
                AttributeValue.fromM(
                        Map.of(
                                "inner",
                                AttributeValue.fromL(
                                        List.of(
                                                AttributeValue.fromBool(true),
                                                AttributeValue.fromNul(true),
                                                AttributeValue.fromM(Map.of()))))));
        item.put("list", AttributeValue.fromL(List.of()));
        item.put("no map", AttributeValue.fromM(Map.of()));
        item.put("null", AttributeValue.fromNul(true));
        item.put("false", AttributeValue.fromBool(false));
        item.put("empty text", AttributeValue.fromS(""));
        item.put("empty bytes", AttributeValue.fromB(bytes()));
        return item;
    }

    private static SdkBytes bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return SdkBytes.fromByteArray(bytes);
    }

    @Test
    void everyTypeComesBack() {
        var decoded = ItemText.decode(ItemText.encode(ofAllTypes()));

        assertThat(decoded).hasSize(1);
        assertThat(ItemText.encode(decoded.getFirst())).isEqualTo(ItemText.encode(ofAllTypes()));
        assertThat(decoded.getFirst()).hasSameSizeAs(ofAllTypes());
        ofAllTypes()
                .forEach(
                        (name, value) -> {
                            if (!value.hasSs() && !value.hasNs() && !value.hasBs()) {
                                assertThat(decoded.getFirst()).containsEntry(name, value);
                            }
                        });
        var item = decoded.getFirst();
        assertThat(requireNonNull(item.get("texts")).ss()).containsExactlyInAnyOrder("b", "a", "ä");
        assertThat(requireNonNull(item.get("numbers")).ns())
                .containsExactlyInAnyOrder("3", "-1", "2.5");
        assertThat(requireNonNull(item.get("many bytes")).bs())
                .containsExactlyInAnyOrder(bytes(2), bytes(1));
    }

    @Test
    void anItemIsALineAsDynamoDbExportsIt() {
        var item = new LinkedHashMap<String, AttributeValue>();
        item.put("tags", AttributeValue.fromSs(List.of("b", "a")));
        item.put("id", AttributeValue.fromS("1"));

        assertThat(new String(ItemText.encode(item), UTF_8))
                .isEqualTo(
                        """
                        {"Item":{"id":{"S":"1"},"tags":{"SS":["a","b"]}}}
                        """);
    }

    @Test
    void manyItemsComeBackInOrder() {
        var lines = new String(ItemText.encode(Map.of("id", AttributeValue.fromN("1"))), UTF_8);
        lines += new String(ItemText.encode(Map.of("id", AttributeValue.fromN("2"))), UTF_8);

        assertThat(ItemText.decode(lines.getBytes(UTF_8)))
                .extracting(it -> requireNonNull(it.get("id")).n())
                .containsExactly("1", "2");
    }

    @Test
    void namesMayBeAsLongAsDynamoDbHasThem() {
        var name = "n".repeat(65_535);

        var decoded = ItemText.decode(ItemText.encode(Map.of(name, AttributeValue.fromS(""))));

        assertThat(decoded.getFirst()).containsKey(name);
    }

    @Test
    void whatIsSomethingElseIsRefused() {
        for (var text :
                List.of(
                        "{}",
                        "{\"Item\":{\"a\":{\"X\":\"1\"}}}",
                        "{\"Item\":{\"a\":{\"S\":1}}}",
                        "{\"Item\":{",
                        "\0\0\0")) {
            assertThatThrownBy(() -> ItemText.decode(text.getBytes(UTF_8)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
