package org.copyhold.connect.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class RawPathTest {
    @Test
    void bytesAndPathsAreTheSameThing() {
        var bytes =
                new byte[] {
                    '/',
                    't',
                    (byte) 0xFF,
                    '%',
                    ' ',
                    '\n',
                    '?',
                    '#',
                    '\\',
                    '/',
                    (byte) 0xC3,
                    (byte) 0xA4
                };

        assertThat(RawPath.bytes(RawPath.path(bytes))).isEqualTo(bytes);
    }

    @Test
    void theTrailingSlashOfAFolderIsLeftAway() {
        assertThat(RawPath.bytes(Path.of("/proc/self"))).isEqualTo(b("/proc/self"));
        assertThat(RawPath.bytes(Path.of("/"))).isEqualTo(b("/"));
    }

    @Test
    void aRelativePathIsRefused() {
        assertThatThrownBy(() -> RawPath.path("a/b")).hasMessageContaining("a/b");
    }

    @Test
    void whatCannotBePrintedIsWrittenInHexadecimal() {
        assertThat(RawPath.printable(b("grün/✓ 😀"))).isEqualTo("grün/✓ 😀");
        assertThat(RawPath.printable(b("a\nb\u202Ec"))).isEqualTo("a\\x0ab\\xe2\\x80\\xaec");
        assertThat(RawPath.printable(new byte[] {'a', (byte) 0xFF, (byte) 0xC3}))
                .isEqualTo("a\\xff\\xc3");
        assertThat(RawPath.printable(new byte[] {(byte) 0xF0, (byte) 0x9F, 'x'}))
                .isEqualTo("\\xf0\\x9fx");
        assertThat(RawPath.printable(b("\\"))).isEqualTo("\\\\");
        assertThat(RawPath.printable(new byte[0])).isEqualTo(".");
    }

    private static byte[] b(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
