package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.connect.files.Tree.b;

import org.copyhold.connect.linux.RawPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

class LocaleTest {
    private static final byte[] NOT_TEXT = {'x', (byte) 0xFF, (byte) 0xC3};

    private final TempTrees temp = new TempTrees();

    @AfterEach
    void clearUp() {
        temp.close();
    }

    @Test
    void namesKeepTheirBytesUnderALocaleThatKnowsOnlyAscii()
            throws IOException, InterruptedException {
        var root = RawPath.path(TreePath.join(RawPath.bytes(temp.place("")), NOT_TEXT));
        temp.tree("").folder(NOT_TEXT);
        temp.tree(root).file("grün", "one").file(NOT_TEXT, b("two")).symbolicLink(b("l"), NOT_TEXT);
        var target = RawPath.path(TreePath.join(RawPath.bytes(temp.place("")), b("märz")));

        var process = java("C", hex(root), hex(target));
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).as("the locale took hold").contains("ANSI_X3.4-1968");
    }

    private static String hex(Path path) {
        return HexFormat.of().formatHex(RawPath.bytes(path));
    }

    private static Process java(String locale, String from, String to) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CopyTree.class.getName(),
                        from,
                        to);
        builder.environment().put("LC_ALL", locale);
        return builder.redirectErrorStream(true).start();
    }
}
