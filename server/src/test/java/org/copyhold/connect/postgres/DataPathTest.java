package org.copyhold.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataPathTest {
    @Test
    void aPathComesBackFromItsBytes() {
        var path = new DataPath(42, "base/1/1259");

        assertThat(path.encode()).asString(ISO_8859_1).isEqualTo("0000002a/base/1/1259");
        assertThat(DataPath.decode(path.encode())).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000002a/../x",
                "0000002a/base/../../x",
                "0000002a//x",
                "0000002a/./x",
                "0000002a/",
                "2a/x",
                "volume",
                "0000002a/base/x\0y"
            })
    void aNameThatLeadsOutOfTheFolderIsNone(String path) {
        assertThatThrownBy(() -> DataPath.decode(path.getBytes(ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an item of the name");
    }

    @Test
    void metadataComeBackFromTheirBytes() {
        var meta = new DataMeta(false, 0640, 1_795_000_000L);

        assertThat(meta.encode()).hasSize(12).startsWith(1, 1, 0x01, 0xa0);
        assertThat(DataMeta.decode(meta.encode())).isEqualTo(meta);
        assertThatThrownBy(() -> DataMeta.decode(new byte[] {2, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
