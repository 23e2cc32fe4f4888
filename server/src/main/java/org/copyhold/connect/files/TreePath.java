package org.copyhold.connect.files;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paths below a root: bytes, parts parted by '/', empty for the root itself. */
final class TreePath {
    static final byte[] ROOT = {};

    private TreePath() {}

    static byte[] join(byte[] folder, byte[] name) {
        if (folder.length == 0) {
            return name;
        }
        return ByteBuffer.allocate(folder.length + 1 + name.length)
                .put(folder)
                .put((byte) '/')
                .put(name)
                .array();
    }

    /** The path of the folder that an item is in. */
    static byte[] parent(byte[] path) {
        return Arrays.copyOf(path, Math.max(lastSlash(path), 0));
    }

    /** An item's name in its folder. */
    static byte[] name(byte[] path) {
        return Arrays.copyOfRange(path, lastSlash(path) + 1, path.length);
    }

    private static int lastSlash(byte[] path) {
        var at = path.length - 1;
        while (at >= 0 && path[at] != '/') {
            at--;
        }
        return at;
    }

    /** The names along a path; none for the root. */
    static List<byte[]> parts(byte[] path) {
        var parts = new ArrayList<byte[]>();
        for (int from = 0, at = 0; at <= path.length && path.length > 0; at++) {
            if (at == path.length || path[at] == '/') {
                parts.add(Arrays.copyOfRange(path, from, at));
                from = at + 1;
            }
        }
        return parts;
    }

    /**
     * Whether a path has only parts that name something: none is empty, "." or "..", or holds a
     * zero byte.
     */
    static boolean isNormal(byte[] path) {
        return parts(path).stream().allMatch(TreePath::isName);
    }

    private static boolean isName(byte[] part) {
        for (var b : part) {
            if (b == 0) {
                return false;
            }
        }
        var isDots =
                part.length <= 2
                        && Arrays.equals(part, Arrays.copyOf(new byte[] {'.', '.'}, part.length));
        return !isDots; // which an empty part is as well
    }

    /** Whether a path is {@code folder} or lies in it. */
    static boolean isAtOrBelow(byte[] folder, byte[] path) {
        if (folder.length == 0) {
            return true;
        }
        return path.length >= folder.length
                && Arrays.equals(folder, 0, folder.length, path, 0, folder.length)
                && (path.length == folder.length || path[folder.length] == '/');
    }

    /**
     * Path order: by bytes, with '/' before all others, so that a folder is followed by all that it
     * holds.
     */
    static int compare(byte[] a, byte[] b) {
        var at = Arrays.mismatch(a, b);
        if (at == -1) {
            return 0;
        }
        if (at == a.length || at == b.length) {
            return Integer.compare(a.length, b.length);
        }
        return Integer.compare(rank(a[at]), rank(b[at]));
    }

    private static int rank(byte b) {
        return b == '/' ? 0 : b & 0xFF;
    }
}
