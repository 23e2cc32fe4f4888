package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.copyhold.connect.files.Tree.b;

import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.Stamp;
import org.copyhold.connect.linux.Time;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The bytes of docs/FORMAT.md, §8. A change of any is a new version. */
class FileMetaTest {
    private static final Stamp STAMP =
            new Stamp(
                    8L << 32 | 1,
                    0xFFFF_FFFF_FFFF_FFFEL,
                    300,
                    new Time(-1, 999_999_999),
                    new Time(2, 3));
    private static final String COMMON =
            "0fff"
                    + "000003e8"
                    + "fffffffe"
                    + "ffffffffffffffff3b9ac9ff"
                    + "000000000000000200000003"
                    + "0000000800000001"
                    + "fffffffffffffffe";

    private static FileMeta meta(Kind kind, String target, long rdev, List<Attribute> attributes) {
        return new FileMeta(kind, 07777, 1000, -2, STAMP, b(target), rdev, attributes);
    }

    private static void assertBytes(FileMeta meta, String hex) {
        assertThat(HexFormat.of().formatHex(meta.encode())).isEqualTo(hex);
        var again = FileMeta.decode(meta.encode());
        assertThat(again).usingRecursiveComparison().isEqualTo(meta);
    }

    @Test
    void aFileWithAttributes() {
        var attributes =
                List.of(
                        new Attribute(b("user.a"), b("x")),
                        new Attribute(b("user.b"), new byte[0]));

        assertBytes(
                meta(Kind.FILE, "", 0, attributes),
                "0101"
                        + COMMON
                        + "ac02"
                        + "02"
                        + "06757365722e61"
                        + "0178"
                        + "06757365722e62"
                        + "00");
    }

    @Test
    void aSymbolicLink() {
        assertBytes(
                meta(Kind.SYMBOLIC_LINK, "a/b", 0, List.of()),
                "0103" + COMMON + "ac02" + "03612f62" + "00");
    }

    @Test
    void aHardLink() {
        assertBytes(
                meta(Kind.HARD_LINK, "a", 0, List.of()), "0104" + COMMON + "ac02" + "0161" + "00");
    }

    @Test
    void aDevice() {
        assertBytes(
                meta(Kind.BLOCK_DEVICE, "", 259L << 32 | 7, List.of()),
                "0108" + COMMON + "ac02" + "0000010300000007" + "00");
    }

    @Test
    void whatIsCutShortOrTooLongIsRefused() {
        var bytes = meta(Kind.FILE, "", 0, List.of(new Attribute(b("user.a"), b("x")))).encode();
        for (var length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> FileMeta.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> FileMeta.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
