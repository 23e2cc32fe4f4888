package org.copyhold.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentTest {
    @Test
    void whatWasUsedLongestAgoGoesFirst() {
        var recent = new Recent<String, Integer>(2);
        recent.put("a", 1);
        recent.put("b", 2);
        assertThat(recent.get("a")).contains(1);
        recent.put("c", 3);

        assertThat(recent.get("b")).isEmpty();
        assertThat(recent.get("a")).contains(1);
        assertThat(recent.get("c")).contains(3);
    }

    @Test
    void anEmptyOneMakesNoSense() {
        assertThatThrownBy(() -> new Recent<String, String>(0)).hasMessageContaining("one entry");
    }
}
