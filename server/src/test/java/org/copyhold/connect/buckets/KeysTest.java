package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class KeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "//", "0", "a/0/1", "ä/ö", "a\u0001", "0\u0001/"})
    void aKeyComesBackFromItsPath(String key) {
        assertThat(Keys.path(key)).doesNotContain('/');
        assertThat(Keys.key(Keys.path(key))).isEqualTo(key);
    }

    @Test
    void pathsHaveTheOrderOfKeys() {
        var random = new Random(1);
        var letters = "./01a";
        for (var i = 0; i < 20_000; i++) {
            var one = word(random, letters);
            var other = word(random, letters);
            assertThat(Arrays.compareUnsigned(Keys.path(one), Keys.path(other)) < 0)
                    .as("%s before %s", one, other)
                    .isEqualTo(
                            Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8)) < 0);
        }
    }

    private static String word(Random random, String letters) {
        return random.ints(1 + random.nextInt(4), 0, letters.length())
                .collect(
                        StringBuilder::new,
                        (text, at) -> text.append(letters.charAt(at)),
                        StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "0", "0a"})
    void whatIsNoPathOfAKeyIsRefused(String path) {
        assertThatThrownBy(() -> Keys.key(path.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
