package org.copyhold.store.tree;

import java.util.Arrays;

/** Path order: bytes, '/' before all others, so that a folder is followed by all that it holds. */
public final class PathOrder {
    private PathOrder() {}

    /** Negative when {@code a} comes before {@code b}, positive when behind, 0 when they are the same path. */
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

    /** Whether {@code path} is {@code folder} or lies below it; everything lies below the empty path. */
    public static boolean isWithin(byte[] path, byte[] folder) {
        int n = folder.length;
        if (n == 0) {
            return true;
        }
        return path.length >= n
                && Arrays.equals(path, 0, n, folder, 0, n)
                && (path.length == n || path[n] == '/');
    }

    private static int rank(byte b) {
        return b == '/' ? 0 : b & 0xff;
    }
}
