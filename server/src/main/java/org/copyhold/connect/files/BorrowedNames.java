package org.copyhold.connect.files;

import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Writes;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Hard links of a restore. When only some items are restored, a link's first name, which has the
 * content, may not be among them: then the link becomes a file of its own, empty at first, that
 * gets the content in a second pass.
 */
final class BorrowedNames {
    private static final byte[] HERE = {'.'};

    private final Reads reads;
    private final Writes writes;
    private final Problems problems;

    /**
     * First names whose content is awaited, and the paths that await it. Latin-1 carries bytes as
     * they are.
     */
    private final Map<String, byte[]> awaited = new HashMap<>();

    BorrowedNames(Reads reads, Writes writes, Problems problems) {
        this.reads = reads;
        this.writes = writes;
        this.problems = problems;
    }

    boolean isEmpty() {
        return awaited.isEmpty();
    }

    boolean awaits(byte[] path) {
        return awaited.containsKey(key(path));
    }

    /** Makes a further name of a file that was restored. */
    void link(int rootFd, byte[] target, int dir, byte[] name) throws LinuxException {
        if (!TreePath.isNormal(target) || target.length == 0) {
            throw new LinuxException("path", Errno.EINVAL);
        }
        var targetDir = openFolderOf(rootFd, target);
        try {
            writes.makeHardLink(targetDir, TreePath.name(target), dir, name);
        } finally {
            reads.close(targetDir);
        }
    }

    /** Makes a name of a file whose first name is not restored. */
    void make(Descent descent, byte[] name, byte[] path, byte[] target) throws LinuxException {
        var standsIn = awaited.get(key(target));
        if (standsIn != null) {
            link(descent.rootFd(), standsIn, descent.fd(), name);
            return;
        }
        writes.close(writes.makeFile(descent.fd(), name));
        awaited.put(key(target), path);
    }

    /** Opens the file that awaits this content, which it gets now. */
    int open(int rootFd, byte[] target) throws LinuxException {
        var path = awaited.remove(key(target));
        if (path == null) {
            throw new LinuxException("path", Errno.ENOENT);
        }
        var dir = openFolderOf(rootFd, path);
        try {
            return writes.openFile(dir, TreePath.name(path));
        } finally {
            reads.close(dir);
        }
    }

    /** Removes files that never got their content, which a whole recovery point always has. */
    void removeIncomplete(int rootFd) {
        for (var path : awaited.values()) {
            problems.tell(path, "could not be made: the recovery point lacks its content");
            try {
                var dir = openFolderOf(rootFd, path);
                try {
                    writes.unlink(dir, TreePath.name(path));
                } finally {
                    reads.close(dir);
                }
            } catch (LinuxException e) {
                problems.tell(path, "is left as an empty file", e);
            }
        }
        awaited.clear();
    }

    private int openFolderOf(int rootFd, byte[] path) throws LinuxException {
        var fd = reads.openFolder(rootFd, HERE);
        for (var part : TreePath.parts(TreePath.parent(path))) {
            var above = fd;
            try {
                fd = reads.openFolder(above, part);
            } finally {
                reads.close(above);
            }
        }
        return fd;
    }

    private static String key(byte[] path) {
        return new String(path, StandardCharsets.ISO_8859_1);
    }
}
