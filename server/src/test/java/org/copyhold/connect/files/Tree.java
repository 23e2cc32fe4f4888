package org.copyhold.connect.files;

import static java.util.Objects.requireNonNull;

import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Stat;
import org.copyhold.connect.linux.Time;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A folder tree that a test fills with all that a folder can hold, and looks into. Paths are
 * relative, as bytes or as text.
 */
final class Tree {
    private final TempTrees temp;
    private final Path root;

    Tree(TempTrees temp, Path root) {
        this.temp = temp;
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
        return in(path, temp.writes::makeFolder);
    }

    Tree file(String path, String content) {
        return file(b(path), b(content));
    }

    Tree file(byte[] path, byte[] content) {
        return in(
                path,
                (dir, name) -> {
                    var fd = temp.writes.makeFile(dir, name);
                    temp.writes.write(fd, 0, content);
                    temp.writes.close(fd);
                });
    }

    /** Writes into a file that is there. */
    Tree write(String path, long at, byte[] content) {
        return in(
                b(path),
                (dir, name) -> {
                    var fd = temp.writes.openFile(dir, name);
                    temp.writes.write(fd, at, content);
                    temp.writes.close(fd);
                });
    }

    Tree truncate(String path, long size) {
        return in(
                b(path),
                (dir, name) -> {
                    var fd = temp.writes.openFile(dir, name);
                    temp.writes.truncate(fd, size);
                    temp.writes.close(fd);
                });
    }

    Tree symbolicLink(String path, String target) {
        return symbolicLink(b(path), b(target));
    }

    Tree symbolicLink(byte[] path, byte[] target) {
        return in(path, (dir, name) -> temp.writes.makeSymbolicLink(target, dir, name));
    }

    Tree hardLink(String path, String target) {
        return in(
                b(path),
                (dir, name) ->
                        in(
                                b(target),
                                (targetDir, targetName) ->
                                        temp.writes.makeHardLink(
                                                targetDir, targetName, dir, name)));
    }

    Tree special(String path, Kind kind, long rdev) {
        return in(b(path), (dir, name) -> temp.writes.makeSpecial(dir, name, kind, rdev));
    }

    Tree mode(String path, int mode) {
        return in(b(path), (dir, name) -> temp.writes.permitAt(dir, name, mode));
    }

    Tree owner(String path, int uid, int gid) {
        return in(b(path), (dir, name) -> temp.writes.ownAt(dir, name, uid, gid));
    }

    Tree date(String path, long seconds, int nanos) {
        return in(b(path), (dir, name) -> temp.writes.dateAt(dir, name, new Time(seconds, nanos)));
    }

    Tree attribute(String path, String attribute, byte[] value) {
        return in(
                b(path),
                (dir, name) ->
                        temp.attributes.setAt(dir, name, new Attribute(b(attribute), value)));
    }

    /** Sets an attribute where the file system has this sort. */
    Tree attributeIfPossible(String path, String attribute, byte[] value) {
        return in(
                b(path),
                (dir, name) -> {
                    try {
                        temp.attributes.setAt(dir, name, new Attribute(b(attribute), value));
                    } catch (LinuxException e) {
                        if (!e.is(Errno.EOPNOTSUPP)) {
                            throw e;
                        }
                    }
                });
    }

    Tree remove(String path) {
        return in(b(path), new TreeRemoval(temp.reads, temp.writes)::remove);
    }

    /** Removes the tree, root and all. */
    void removeRoot() {
        temp.tree(requireNonNull(root.getParent())).remove(root.getFileName().toString());
    }

    Stat stat(String path) {
        var stat = new Stat[1];
        in(b(path), (dir, name) -> stat[0] = temp.reads.statAt(dir, name));
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
                    var fd = temp.reads.openFile(dir, name);
                    var bytes = new byte[(int) temp.reads.stat(fd).size()];
                    for (int done = 0, n = -1; n != 0; done += n) {
                        n = temp.reads.read(fd, done, bytes, done, bytes.length - done);
                    }
                    temp.reads.close(fd);
                    content[0] = new String(bytes, StandardCharsets.UTF_8);
                });
        return content[0];
    }

    /** Does something to the item at a path, however long that is. */
    Tree in(byte[] path, Step step) {
        try {
            var fd = temp.reads.openRoot(RawPath.bytes(root));
            for (var part : TreePath.parts(TreePath.parent(path))) {
                var above = fd;
                fd = temp.reads.openFolder(above, part);
                temp.reads.close(above);
            }
            try {
                step.take(fd, path.length == 0 ? b(".") : TreePath.name(path));
            } finally {
                temp.reads.close(fd);
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
