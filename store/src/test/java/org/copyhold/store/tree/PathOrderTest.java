package org.copyhold.store.tree;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class PathOrderTest {
    @Test
    void aFolderIsFollowedByAllThatItHolds() {
        var paths = new String[] {"a\u00ff", "a!", "a/b", "b", "a", "", "a/b/c", "a/!", "a/b!"};
        var sorted =
                Arrays.stream(paths)
                        .map(path -> path.getBytes(ISO_8859_1))
                        .sorted(PathOrder::compare)
                        .map(path -> new String(path, ISO_8859_1));
        assertThat(sorted)
                .containsExactly("", "a", "a/!", "a/b", "a/b/c", "a/b!", "a!", "a\u00ff", "b");
    }

    @Test
    void whatLiesBelowAFolderBeginsWithItAndASlash() {
        assertThat(within("a/b", "a")).isTrue();
        assertThat(within("a", "a")).isTrue();
        assertThat(within("ab", "a")).isFalse();
        assertThat(within("a", "a/b")).isFalse();
        assertThat(within("a", "")).isTrue();
    }

    private static boolean within(String path, String folder) {
        return PathOrder.isWithin(path.getBytes(ISO_8859_1), folder.getBytes(ISO_8859_1));
    }
}
