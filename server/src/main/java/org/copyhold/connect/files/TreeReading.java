package org.copyhold.connect.files;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.copyhold.connect.linux.Stat;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A folder tree being read, depth first in path order, on the one file system that its root lies
 * on: a folder where another one is mounted is read as an empty one and reported.
 */
final class TreeReading implements Reading {
    /** Longer paths would not fit a record of the store's pages with room to spare. */
    private static final int MAX_PATH_BYTES = 32 * 1024;

    private final byte[] rootPath;
    private final Stat root;
    private final Problems problems;
    private final Reads reads;
    private final ExtendedAttributes attributes;
    private final HardLinks hardLinks = new HardLinks();
    private final Descent descent;
    private final Deque<Folder> folders = new ArrayDeque<>();
    private boolean began;

    /**
     * Opens a tree.
     *
     * @param rootPath absolute
     * @throws ConnectorException when there is no such folder, or it cannot be read
     */
    TreeReading(byte[] rootPath, Report report) {
        var scratch = new Scratch();
        this.rootPath = rootPath;
        this.problems = new Problems(report, shownRoot());
        this.reads = new Reads(scratch);
        this.attributes = new ExtendedAttributes(scratch);
        var fd = -1;
        try {
            fd = reads.openRoot(rootPath);
            this.root = reads.stat(fd);
            folders.push(new Folder(TreePath.ROOT, reads.names(fd)));
        } catch (LinuxException e) {
            reads.close(fd);
            throw unreadable(e);
        }
        this.descent = new Descent(reads, fd, root);
    }

    private ConnectorException unreadable(LinuxException e) {
        var remedy =
                switch (e.errno()) {
                    case ENOENT ->
                            "Make or mount it, or remove the resource with `copyhold resource"
                                    + " remove`.";
                    case ENOTDIR -> "Declare a folder as the resource, not a file.";
                    case EACCES, EPERM -> "Let the user that runs the server read and enter it.";
                    default -> "Look at the kernel's log (dmesg), then start the job again.";
                };
        return new ConnectorException(
                "%s cannot be read: %s. %s".formatted(shownRoot(), e.getMessage(), remedy),
                false,
                e);
    }

    private String shownRoot() {
        return "Folder " + RawPath.printable(rootPath);
    }

    Reads reads() {
        return reads;
    }

    ExtendedAttributes attributes() {
        return attributes;
    }

    HardLinks hardLinks() {
        return hardLinks;
    }

    Problems problems() {
        return problems;
    }

    /** Tells of an item that is left out. */
    void couldNotRead(byte[] path, LinuxException e) {
        if (e.is(Errno.ENOENT)) {
            problems.tell(path, "vanished while the folder was read");
        } else {
            problems.tell(path, "is left out, it cannot be read", e);
        }
    }

    @Override
    public @Nullable Item next() {
        if (!began) {
            began = true;
            return new TreeItem(
                    new TreeItem.Place(this, descent.fd(), null),
                    TreePath.ROOT,
                    Kind.FOLDER,
                    root,
                    null);
        }
        while (!folders.isEmpty()) {
            var folder = folders.element();
            if (folder.next == folder.names.length) {
                leave();
                continue;
            }
            var item = item(folder, folder.names[folder.next++]);
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    private void leave() {
        var folder = folders.pop();
        if (folders.isEmpty()) {
            checkRootRemains();
            return;
        }
        try {
            descent.openParent();
        } catch (LinuxException e) {
            throw new ConnectorException(
                    "%s: %s was moved while it was read. Start the job again."
                            .formatted(shownRoot(), RawPath.printable(folder.path)),
                    true,
                    e);
        }
        descent.leave();
    }

    private @Nullable Item item(Folder folder, byte[] name) {
        var path = TreePath.join(folder.path, name);
        if (path.length > MAX_PATH_BYTES) {
            problems.tell(
                    path, "is left out, its path is longer than " + MAX_PATH_BYTES + " bytes");
            return null;
        }
        try {
            var stat = reads.statAt(descent.fd(), name);
            if (stat.kind() == Kind.FOLDER) {
                return folder(path, name, stat);
            }
            var first = stat.links() > 1 ? hardLinks.firstName(stat, path) : null;
            var kind = first == null ? stat.kind() : Kind.HARD_LINK;
            return new TreeItem(
                    new TreeItem.Place(this, descent.fd(), name), path, kind, stat, first);
        } catch (LinuxException e) {
            couldNotRead(path, e);
            return null;
        }
    }

    private Item folder(byte[] path, byte[] name, Stat seen) throws LinuxException {
        if (seen.stamp().device() != root.stamp().device()) {
            problems.tell(
                    path,
                    "is kept empty, another file system is mounted there: declare that one as a"
                            + " resource of its own");
            return new TreeItem(
                    new TreeItem.Place(this, descent.fd(), name), path, Kind.FOLDER, seen, null);
        }
        var fd = reads.openFolder(descent.fd(), name);
        try {
            var stat = reads.stat(fd);
            var names = reads.names(fd);
            descent.enter(fd, stat);
            folders.push(new Folder(path, names));
            return new TreeItem(new TreeItem.Place(this, fd, null), path, Kind.FOLDER, stat, null);
        } catch (LinuxException e) {
            reads.close(fd);
            throw e;
        }
    }

    /**
     * A root that is removed takes its items with it one by one, so that only its own end tells
     * that from deleted files.
     */
    private void checkRootRemains() {
        Stat now;
        try {
            now = reads.statRoot(rootPath);
        } catch (LinuxException e) {
            throw unreadable(e);
        }
        if (!now.isSameFile(root)) {
            throw new ConnectorException(
                    shownRoot()
                            + " was removed or replaced while it was read. Start the job again.",
                    true,
                    null);
        }
    }

    @Override
    public void close() {
        descent.close();
    }

    private static final class Folder {
        private final byte[] path;
        private final byte[][] names;
        private int next;

        Folder(byte[] path, byte[][] names) {
            this.path = path;
            this.names = names;
        }
    }
}
