package org.copyhold.kit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encoding as RFC 3986 has it: letters, digits and {@code - . _ ~} stand for themselves, a
 * plus is a plus.
 */
public final class Percent {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Percent() {}

    /**
     * What {@code text} stands for.
     *
     * @throws IllegalArgumentException when an escape is cut short or not hexadecimal
     */
    public static String decode(String text) {
        return text.indexOf('%') < 0
                ? text
                : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** {@code text} with everything escaped that does not stand for itself. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** As {@link #encode}, but slashes stay. */
    public static String encodePath(String text) {
        return encode(text, true);
    }

    private static String encode(String text, boolean keepSlash) {
        var out = new StringBuilder(text.length() + 32);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(b) || (keepSlash && b == '/')) {
                out.append((char) b);
            } else {
                out.append('%');
                HEX.toHexDigits(out, b);
            }
        }
        return out.toString();
    }

    private static boolean unreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
