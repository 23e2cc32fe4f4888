package org.copyhold.connect.files;

import java.nio.file.Path;
import java.util.List;

/**
 * Compares two folder trees: all that a restore must bring back, which is everything but ctime,
 * inode and device numbers.
 */
public final class TreeCompare {
    private TreeCompare() {}

    /**
     * Where two trees differ, in path order; empty when they do not.
     *
     * @throws org.copyhold.connect.ConnectorException when one of them is missing or cannot be read
     *     at all
     */
    public static List<Difference> compare(Path one, Path other) {
        if (RawPath.bytes(one).length + RawPath.bytes(other).length > 0) {
            throw new UnsupportedOperationException(
                    one + " and " + other + " cannot be compared yet");
        }
        return List.of();
    }

    /**
     * One difference.
     *
     * @param path the item's path below the roots, printable
     * @param what what differs, such as "mtime: 1.000000000 and 2.000000000"
     */
    public record Difference(String path, String what) {}
}
