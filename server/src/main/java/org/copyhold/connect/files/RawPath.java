package org.copyhold.connect.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Paths as the bytes they are: {@link Path#toString} loses those that the locale cannot write. */
public final class RawPath {
    private RawPath() {}

    /** The bytes of an absolute path of this machine, without a trailing '/'. */
    public static byte[] bytes(Path path) {
        throw new UnsupportedOperationException();
    }

    /**
     * The path that these bytes name, absolute. Works under every locale, where {@code Path.of} may
     * refuse.
     */
    public static Path path(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /**
     * The path that this text names in UTF-8, absolute. Works under every locale, where {@code
     * Path.of} may refuse.
     */
    public static Path path(String text) {
        return path(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A path for people: what is not printable UTF-8 as {@code \xHH}, the root as ".". */
    public static String printable(byte[] path) {
        throw new UnsupportedOperationException();
    }
}
