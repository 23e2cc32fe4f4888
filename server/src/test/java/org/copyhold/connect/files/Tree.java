package org.copyhold.connect.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A folder tree that a test fills with all that a folder can hold, and looks into. Paths are
 * relative, as bytes or as text.
 */
final class Tree {
    private final Workbench bench;
    private final Path root;

    Tree(Workbench bench, Path root) {
        this.bench = bench;
        this.root = root;
    }

    static byte[] b(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Path root() {
        return root;
    }

    Tree folder(String path) {
        return folder(b(path));
    }

    Tree folder(byte[] path) {
        return in(path, bench.writes::makeFolder);
    }

    Tree file(String path, String content) {
        return file(b(path), b(content));
    }

    Tree file(byte[] path, byte[] content) {
        return in(
                path,
                (dir, name) -> {
                    var fd = bench.writes.makeFile(dir, name);
                    bench.writes.write(fd, 0, content);
                    bench.writes.close(fd);
                });
    }

    /** Writes into a file that is there. */
    Tree write(String path, long at, byte[] content) {
        return in(
                b(path),
                (dir, name) -> {
                    var fd = bench.writes.openFile(dir, name);
                    bench.writes.write(fd, at, content);
                    bench.writes.close(fd);
                });
    }

    Tree truncate(String path, long size) {
        return in(
                b(path),
                (dir, name) -> {
                    var fd = bench.writes.openFile(dir, name);
                    bench.writes.truncate(fd, size);
                    bench.writes.close(fd);
                });
    }

    Tree symbolicLink(String path, String target) {
        return symbolicLink(b(path), b(target));
    }

    Tree symbolicLink(byte[] path, byte[] target) {
        return in(path, (dir, name) -> bench.writes.makeSymbolicLink(target, dir, name));
    }

    Tree hardLink(String path, String target) {
        return in(
                b(path),
                (dir, name) ->
                        in(
                                b(target),
                                (targetDir, targetName) ->
                                        bench.writes.makeHardLink(
                                                targetDir, targetName, dir, name)));
    }

    Tree special(String path, Kind kind, long rdev) {
        return in(b(path), (dir, name) -> bench.writes.makeSpecial(dir, name, kind, rdev));
    }

    Tree mode(String path, int mode) {
        return in(b(path), (dir, name) -> bench.writes.permitAt(dir, name, mode));
    }

    Tree owner(String path, int uid, int gid) {
        return in(b(path), (dir, name) -> bench.writes.ownAt(dir, name, uid, gid));
    }

    Tree date(String path, long seconds, int nanos) {
        return in(b(path), (dir, name) -> bench.writes.dateAt(dir, name, new Time(seconds, nanos)));
    }

    Tree attribute(String path, String attribute, byte[] value) {
        return in(
                b(path),
                (dir, name) ->
                        bench.attributes.setAt(dir, name, new Attribute(b(attribute), value)));
    }

    /** Sets an attribute where the file system has this sort. */
    Tree attributeIfPossible(String path, String attribute, byte[] value) {
        return in(
                b(path),
                (dir, name) -> {
                    try {
                        bench.attributes.setAt(dir, name, new Attribute(b(attribute), value));
                    } catch (LinuxException e) {
                        if (!e.is(Errno.EOPNOTSUPP)) {
                            throw e;
                        }
                    }
                });
    }

    Tree remove(String path) {
        return in(b(path), new TreeRemoval(bench.reads, bench.writes)::remove);
    }

    /** Removes the tree, root and all. */
    void removeRoot() {
        bench.tree(root.getParent()).remove(root.getFileName().toString());
    }

    Stat stat(String path) {
        var stat = new Stat[1];
        in(b(path), (dir, name) -> stat[0] = bench.reads.statAt(dir, name));
        return stat[0];
    }

    boolean has(String path) {
        try {
            stat(path);
            return true;
        } catch (IllegalStateException e) {
            return false; // the only way to be told
        }
    }

    String content(String path) {
        var content = new String[1];
        in(
                b(path),
                (dir, name) -> {
                    var fd = bench.reads.openFile(dir, name);
                    var bytes = new byte[(int) bench.reads.stat(fd).size()];
                    for (int done = 0, n = -1; n != 0; done += n) {
                        n = bench.reads.read(fd, done, bytes, done, bytes.length - done);
                    }
                    bench.reads.close(fd);
                    content[0] = new String(bytes, StandardCharsets.UTF_8);
                });
        return content[0];
    }

    /** Does something to the item at a path, however long that is. */
    Tree in(byte[] path, Step step) {
        try {
            var fd = bench.reads.openRoot(RawPath.bytes(root));
            for (var part : TreePath.parts(TreePath.parent(path))) {
                var above = fd;
                fd = bench.reads.openFolder(above, part);
                bench.reads.close(above);
            }
            try {
                step.take(fd, path.length == 0 ? b(".") : TreePath.name(path));
            } finally {
                bench.reads.close(fd);
            }
            return this;
        } catch (LinuxException e) {
            throw new IllegalStateException(RawPath.printable(path) + ": " + e.getMessage(), e);
        }
    }

    /** Something done to a name in an open folder. */
    @FunctionalInterface
    interface Step {
        void take(int dir, byte[] name) throws LinuxException;
    }
}
