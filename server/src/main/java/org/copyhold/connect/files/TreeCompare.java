package org.copyhold.connect.files;

import org.copyhold.connect.Content;
import org.copyhold.connect.Item;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.RawPath;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares two folder trees: all that a restore must bring back. That is names, kinds, contents,
 * owners, permissions, times of modification to the nanosecond, extended attributes, where links
 * lead and which names are one file; not ctime, inode and device numbers, and not which zero bytes
 * are holes, for that the file system decides.
 */
public final class TreeCompare {
    private final List<Difference> differences = new ArrayList<>();
    private final ContentCompare contents = new ContentCompare();

    private TreeCompare() {}

    /**
     * Where two trees differ, in path order; empty when they do not. What cannot be read is a
     * difference.
     *
     * @throws org.copyhold.connect.ConnectorException when one of them is missing or cannot be read
     *     at all
     */
    public static List<Difference> compare(Path one, Path other) {
        var compare = new TreeCompare();
        compare.run(one, other);
        return List.copyOf(compare.differences);
    }

    /**
     * One difference.
     *
     * @param path the item's path below the roots, printable
     * @param what what differs, such as "mtime: 1.000000000 and 2.000000000"
     */
    public record Difference(String path, String what) {}

    private void run(Path one, Path other) {
        try (var left =
                        new TreeReading(
                                RawPath.bytes(one),
                                (path, what) -> add(path, "in the first tree: " + what));
                var right =
                        new TreeReading(
                                RawPath.bytes(other),
                                (path, what) -> add(path, "in the second tree: " + what))) {
            var a = left.next();
            var b = right.next();
            while (a != null || b != null) {
                var order = order(a, b);
                if (a != null && b != null && order == 0) {
                    compareItems(a, b);
                } else if (order < 0 && a != null) {
                    add(RawPath.printable(a.path()), "is missing in the second tree");
                } else if (b != null) {
                    add(RawPath.printable(b.path()), "is missing in the first tree");
                }
                a = order <= 0 ? left.next() : a;
                b = order >= 0 ? right.next() : b;
            }
        }
    }

    private static int order(@Nullable Item a, @Nullable Item b) {
        if (a == null || b == null) {
            return a == null ? 1 : -1;
        }
        return TreePath.compare(a.path(), b.path());
    }

    private void add(String path, String what) {
        differences.add(new Difference(path, what));
    }

    private void compareItems(Item a, Item b) {
        var path = RawPath.printable(a.path());
        try (var left = a.open();
                var right = b.open()) {
            if (left == null || right == null) {
                return; // which the reading has told
            }
            var one = FileMeta.decode(a.metadata());
            var other = FileMeta.decode(b.metadata());
            if (one.kind() == other.kind()) {
                compareMeta(path, one, other);
                compareContents(path, left, right);
            } else {
                add(path, "kind: " + one.kind() + " and " + other.kind());
            }
        }
    }

    private void compareContents(String path, Content left, Content right) {
        var at = contents.firstDifference(left, right);
        if (at >= 0) {
            add(path, "content from byte " + at + " on");
        }
    }

    private void compareMeta(String path, FileMeta a, FileMeta b) {
        differ(path, "target", RawPath.printable(a.target()), RawPath.printable(b.target()));
        if (a.kind() == Kind.HARD_LINK) {
            return; // the rest was compared under the first name
        }
        differ(
                path,
                "permissions",
                Integer.toOctalString(a.mode()),
                Integer.toOctalString(b.mode()));
        differ(path, "owner", Integer.toUnsignedString(a.uid()), Integer.toUnsignedString(b.uid()));
        differ(path, "group", Integer.toUnsignedString(a.gid()), Integer.toUnsignedString(b.gid()));
        differ(path, "mtime", a.stamp().modified(), b.stamp().modified());
        differ(path, "size", a.stamp().size(), b.stamp().size());
        differ(path, "device", device(a.rdev()), device(b.rdev()));
        compareAttributes(path, a.attributes(), b.attributes());
    }

    private static String device(long rdev) {
        return (rdev >>> 32) + ":" + (int) rdev;
    }

    private void differ(String path, String what, Object a, Object b) {
        if (!a.equals(b)) {
            add(path, what + ": " + a + " and " + b);
        }
    }

    private void compareAttributes(String path, List<Attribute> a, List<Attribute> b) {
        for (var one : a) {
            var same = b.stream().anyMatch(other -> isSame(one, other));
            if (!same) {
                add(
                        path,
                        "extended attribute "
                                + RawPath.printable(one.name())
                                + " of the first tree");
            }
        }
        for (var one : b) {
            if (a.stream().noneMatch(other -> Arrays.equals(one.name(), other.name()))) {
                add(
                        path,
                        "extended attribute "
                                + RawPath.printable(one.name())
                                + " only in the second tree");
            }
        }
    }

    private static boolean isSame(Attribute a, Attribute b) {
        return Arrays.equals(a.name(), b.name()) && Arrays.equals(a.value(), b.value());
    }
}
