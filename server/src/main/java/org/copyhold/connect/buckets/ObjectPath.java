package org.copyhold.connect.buckets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The path of an item of a bucket: the key, as {@link Keys} writes it, of the only state there is
 * of an object; behind it, where a bucket keeps versions, {@code /n} and how many versions follow,
 * if more than one does, and of each {@code /v}, when it was written and its place among those of
 * the same moment. So versions come in the order they were written in, and a newer one changes no
 * path of an older one.
 *
 * @param versions how many follow, of a {@link Kind#COUNT}
 */
record ObjectPath(String key, Kind kind, int versions) {
    private static final char COUNT = 'n';
    private static final char VERSION = 'v';
    private static final HexFormat HEX = HexFormat.of();

    /** What lies at a path. */
    enum Kind {
        OBJECT,
        COUNT,
        VERSION
    }

    static byte[] ofCount(String key, int versions) {
        return behind(key, COUNT + String.valueOf(versions));
    }

    /**
     * Of a version.
     *
     * @param millis since 1970
     * @param place from 0, among those of the same millisecond
     */
    static byte[] ofVersion(String key, long millis, int place) {
        return behind(key, VERSION + HEX.toHexDigits(millis) + HEX.toHexDigits(place));
    }

    private static byte[] behind(String key, String text) {
        var path = new ByteArrayOutputStream();
        path.writeBytes(Keys.path(key));
        path.write('/');
        path.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return path.toByteArray();
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when it is none of a bucket
     */
    static ObjectPath of(byte[] path) {
        var slash = 0;
        while (slash < path.length && path[slash] != '/') {
            slash++;
        }
        var key = Keys.key(Arrays.copyOf(path, slash));
        if (slash == path.length) {
            return new ObjectPath(key, Kind.OBJECT, 0);
        }
        var text = new String(path, slash + 1, path.length - slash - 1, StandardCharsets.US_ASCII);
        if (text.indexOf(VERSION) == 0) {
            return new ObjectPath(key, Kind.VERSION, 0);
        }
        if (text.indexOf(COUNT) != 0) {
            throw new IllegalArgumentException("a path that is no key's");
        }
        return new ObjectPath(key, Kind.COUNT, Integer.parseInt(text.substring(1)));
    }
}
