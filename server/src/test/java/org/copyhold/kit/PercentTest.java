package org.copyhold.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {
    @Test
    void onlyLettersDigitsAndFourMarksStandForThemselves() {
        assertThat(Percent.encode("aZ09-._~/ +ü:%")).isEqualTo("aZ09-._~%2F%20%2B%C3%BC%3A%25");
        assertThat(Percent.encodePath("/a%2Fb c")).isEqualTo("/a%252Fb%20c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "a b", "a+b", "100%", "arn:aws:ec2:r::snapshot/snap-1", "ü😀"})
    void decodingUndoesEncoding(String text) {
        assertThat(Percent.decode(Percent.encode(text))).isEqualTo(text);
    }

    @Test
    void aPlusStaysAPlus() {
        assertThat(Percent.decode("a+b%20c")).isEqualTo("a+b c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%-1"})
    void aBrokenEscapeIsRefused(String text) {
        assertThatThrownBy(() -> Percent.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
