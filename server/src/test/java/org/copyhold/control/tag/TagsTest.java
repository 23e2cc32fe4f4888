package org.copyhold.control.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class TagsTest {
    @Test
    void newTagsWinAndAbsentOnesCanBeTakenOff() {
        var tags =
                Tags.of(Map.of("a", "1", "b", "2"))
                        .with(Map.of("b", "3"))
                        .without(List.of("a", "x"));

        assertThat(tags.byKey()).isEqualTo(Map.of("b", "3"));
        assertThat(tags.toString()).doesNotContain("3");
    }

    @Test
    void thereAreFiftyAtMost() {
        var many = new HashMap<String, String>();
        for (var i = 0; i < Tags.MAX_TAGS; i++) {
            many.put("k" + i, "");
        }
        var full = Tags.of(many);

        assertThat(full.with(Map.of("k1", "x")).byKey()).hasSize(Tags.MAX_TAGS);
        assertThatThrownBy(() -> full.with(Map.of("more", "")))
                .hasMessage("The resultant tag set must not have more than 50 user tags.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aws:x", "AWS:x", "a\nb", "a<b"})
    void aBadKeyIsRefused(String key) {
        assertThatThrownBy(() -> Tags.of(Map.of(key, "v"))).hasMessageMatching("(?i).*tag key.*");
    }

    @Test
    void limitsAreLimits() {
        assertThat(Tags.of(Map.of("k".repeat(128), "ü".repeat(256))).byKey()).hasSize(1);
        assertThatThrownBy(() -> Tags.of(Map.of("k".repeat(129), "v"))).hasMessageContaining("128");
        assertThatThrownBy(() -> Tags.of(Map.of("k", "v".repeat(257)))).hasMessageContaining("256");
    }
}
