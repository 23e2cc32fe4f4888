package org.copyhold.connect.files;

import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Stat;

import java.util.ArrayList;
import java.util.List;

/**
 * A way down from a root: the open folder one stands in and those above it. However deep it leads,
 * it keeps at most {@value #OPEN_AT_ONCE} folders open; those further up are opened again through
 * ".." on the way back, and known by their device and inode. Not thread-safe.
 */
final class Descent {
    private static final int OPEN_AT_ONCE = 100;
    private static final int CLOSED = -1;

    private final Reads reads;
    private final List<Level> levels = new ArrayList<>();

    /** Stands in a root, and closes it with the rest. */
    Descent(Reads reads, int rootFd, Stat root) {
        this.reads = reads;
        levels.add(new Level(rootFd, root));
    }

    /** The folder one stands in. */
    int fd() {
        return levels.getLast().fd;
    }

    /** The root, which stays open. */
    int rootFd() {
        return levels.getFirst().fd;
    }

    /** How many folders lie above this one. */
    int depth() {
        return levels.size() - 1;
    }

    /** Goes on into a folder of this folder that was just opened. */
    void enter(int fd, Stat folder) {
        levels.add(new Level(fd, folder));
        var far = levels.size() - 1 - OPEN_AT_ONCE;
        if (far > 0) {
            levels.get(far).close();
        }
    }

    /**
     * Opens the folder above this one if it is not open any more. After that {@link #leave} cannot
     * fail.
     */
    void openParent() throws LinuxException {
        var parent = levels.get(levels.size() - 2);
        if (parent.fd != CLOSED) {
            return;
        }
        var fd = reads.openParent(fd());
        if (!reads.stat(fd).isSameFile(parent.folder)) {
            reads.close(fd);
            throw new LinuxException("openat", Errno.ESTALE);
        }
        parent.fd = fd;
    }

    /** Goes back to the folder above. */
    void leave() {
        levels.removeLast().close();
    }

    /** Closes all, the root too. */
    void close() {
        levels.forEach(Level::close);
        levels.clear();
    }

    private final class Level {
        private final Stat folder;
        private int fd;

        Level(int fd, Stat folder) {
            this.fd = fd;
            this.folder = folder;
        }

        void close() {
            if (fd != CLOSED) {
                reads.close(fd);
                fd = CLOSED;
            }
        }
    }
}
