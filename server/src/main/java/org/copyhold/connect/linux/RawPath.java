package org.copyhold.connect.linux;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Paths as the bytes they are: {@link Path#toString} loses those that the locale cannot write. */
public final class RawPath {
    private static final HexFormat HEX = HexFormat.of();
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private RawPath() {}

    /** The bytes of a path of this machine, made absolute, without a trailing '/'. */
    public static byte[] bytes(Path path) {
        // Path keeps bytes, and its URI is the one view of them that no locale spoils.
        var written = path.toUri().getRawPath();
        var bytes = new byte[written.length()];
        var n = 0;
        for (var i = 0; i < written.length(); i++) {
            var c = written.charAt(i);
            if (c == '%') {
                bytes[n++] = (byte) HexFormat.fromHexDigits(written, i + 1, i + 3);
                i += 2;
            } else {
                bytes[n++] = (byte) c;
            }
        }
        while (n > 1 && bytes[n - 1] == '/') {
            n--;
        }
        return Arrays.copyOf(bytes, n);
    }

    /**
     * The path that these bytes name. Works under every locale, where {@code Path.of} may refuse.
     *
     * @param bytes an absolute path
     */
    public static Path path(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != '/') {
            throw new IllegalArgumentException(printable(bytes) + " is not an absolute path");
        }
        var uri = new StringBuilder("file://");
        for (var b : bytes) {
            if (UNRESERVED.indexOf(b) >= 0) {
                uri.append((char) b);
            } else {
                uri.append('%').append(HEX.toHexDigits(b));
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    /**
     * The path that this text names in UTF-8, absolute. Works under every locale, where {@code
     * Path.of} may refuse.
     */
    public static Path path(String text) {
        return path(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A path for people: what is not printable UTF-8 as {@code \xHH}, a backslash doubled, the root
     * as ".".
     */
    public static String printable(byte[] path) {
        if (path.length == 0) {
            return ".";
        }
        var text = new StringBuilder(path.length);
        for (var i = 0; i < path.length; ) {
            var length = Math.min(sequenceLength(path[i]), path.length - i);
            var shown = shown(path, i, length);
            if (shown.isEmpty()) {
                text.append("\\x").append(HEX.toHexDigits(path[i]));
                length = 1;
            }
            text.append(shown);
            i += length;
        }
        return text.toString();
    }

    private static int sequenceLength(byte first) {
        return switch ((first & 0xFF) >>> 4) {
            case 0xF -> 4;
            case 0xE -> 3;
            case 0xC, 0xD -> 2;
            default -> 1;
        };
    }

    /** One character, or nothing when these bytes are none that can be printed. */
    private static String shown(byte[] path, int at, int length) {
        if (path[at] == '\\') {
            return "\\\\";
        }
        try {
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(path, at, length))
                            .toString();
            return isPrintable(text.codePointAt(0)) ? text : "";
        } catch (CharacterCodingException e) {
            return ""; // not UTF-8, which is what the caller asks
        }
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
