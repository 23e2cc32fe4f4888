package org.copyhold.store.tree;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Path order: bytes, '/' before all others, so that a folder is followed by all that it holds. */
public final class PathOrder {
    /** No path is longer. */
    public static final int MAX_BYTES = 32 << 10;

    private PathOrder() {}

    /**
     * Negative when {@code a} comes before {@code b}, positive when behind, 0 when they are the
     * same path.
     */
    public static int compare(byte[] a, byte[] b) {
        int at = Arrays.mismatch(a, b);
        if (at < 0) {
            return 0;
        }
        if (at == a.length || at == b.length) {
            return a.length - b.length;
        }
        return rank(a[at]) - rank(b[at]);
    }

    /**
     * Whether {@code path} is {@code folder} or lies below it; everything lies below the empty
     * path.
     */
    public static boolean isWithin(byte[] path, byte[] folder) {
        int n = folder.length;
        if (n == 0) {
            return true;
        }
        return path.length >= n
                && Arrays.equals(path, 0, n, folder, 0, n)
                && (path.length == n || path[n] == '/');
    }

    /**
     * Refuses what is no path, or does not come behind the path before it.
     *
     * @throws IllegalArgumentException saying which path and why
     */
    public static void checkFollows(byte @Nullable [] before, byte[] path) {
        if (path.length > MAX_BYTES || (path.length > 0 && path[0] == '/') || hasZero(path)) {
            throw new IllegalArgumentException(
                    "A path has at most 32 KiB, no byte 0 and no '/' at its start: "
                            + printable(path));
        }
        if (before != null && compare(before, path) >= 0) {
            throw new IllegalArgumentException(
                    "Paths come in order; "
                            + printable(path)
                            + " came behind "
                            + printable(before));
        }
    }

    private static boolean hasZero(byte[] path) {
        for (byte b : path) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static String printable(byte[] path) {
        return new String(path, 0, Math.min(path.length, 200), StandardCharsets.UTF_8);
    }

    private static int rank(byte b) {
        return b == '/' ? 0 : b & 0xff;
    }
}
