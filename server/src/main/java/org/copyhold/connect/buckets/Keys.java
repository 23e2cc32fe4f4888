package org.copyhold.connect.buckets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys of objects as paths of items. Endpoints list keys in the order of their bytes; of paths, '/'
 * comes before all other bytes. So a path has none: '/' is written 0x30 0x01 and '0', which comes
 * behind it, 0x30 0x02, which keeps the order and loses nothing.
 */
final class Keys {
    private static final byte ESCAPE = '0';
    private static final byte SLASH = 1;
    private static final byte ZERO = 2;

    private Keys() {}

    static byte[] path(String key) {
        var path = new ByteArrayOutputStream(key.length() + 8);
        for (var b : key.getBytes(StandardCharsets.UTF_8)) {
            switch (b) {
                case '/' -> {
                    path.write(ESCAPE);
                    path.write(SLASH);
                }
                case '0' -> {
                    path.write(ESCAPE);
                    path.write(ZERO);
                }
                default -> path.write(b);
            }
        }
        return path.toByteArray();
    }

    /** The order that endpoints list keys in: that of their bytes. */
    static int compare(String one, String other) {
        return Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key that a path was made of.
     *
     * @throws IllegalArgumentException when it was made of none
     */
    static String key(byte[] path) {
        var key = new ByteArrayOutputStream(path.length);
        for (var i = 0; i < path.length; i++) {
            if (path[i] == '/') {
                throw new IllegalArgumentException("a path that is no key's");
            }
            if (path[i] != ESCAPE) {
                key.write(path[i]);
            } else if (++i < path.length && (path[i] == SLASH || path[i] == ZERO)) {
                key.write(path[i] == SLASH ? '/' : '0');
            } else {
                throw new IllegalArgumentException("a path that is no key's");
            }
        }
        return key.toString(StandardCharsets.UTF_8);
    }
}
