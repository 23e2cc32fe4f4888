package org.copyhold.connect.files;

import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Writes;

import java.util.ArrayDeque;
import java.util.Deque;

/** Removes a tree: what lies below the name it is given, and nothing a link leads to. */
final class TreeRemoval {
    private static final int PRIVATE_FOLDER = 0700;

    private final Reads reads;
    private final Writes writes;

    TreeRemoval(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** Removes what stands under a name, if anything does. */
    void remove(int dir, byte[] name) throws LinuxException {
        if (unlink(dir, name)) {
            return;
        }
        var fd = open(dir, name);
        var descent = new Descent(reads, fd, reads.stat(fd));
        try {
            empty(descent);
        } finally {
            descent.close();
        }
        writes.removeFolder(dir, name);
    }

    /** False when a folder stands there. */
    private boolean unlink(int dir, byte[] name) throws LinuxException {
        try {
            writes.unlink(dir, name);
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.EISDIR)) {
                return false;
            }
            if (e.is(Errno.ENOENT)) {
                return true;
            }
            throw e;
        }
    }

    /** A restored folder may be closed even to its owner. */
    private int open(int dir, byte[] name) throws LinuxException {
        int fd;
        try {
            fd = reads.openFolder(dir, name);
        } catch (LinuxException e) {
            if (!e.is(Errno.EACCES)) {
                throw e;
            }
            writes.permitAt(dir, name, PRIVATE_FOLDER);
            fd = reads.openFolder(dir, name);
        }
        if (writes.user() != 0) {
            writes.permit(fd, PRIVATE_FOLDER);
        }
        return fd;
    }

    private void empty(Descent descent) throws LinuxException {
        Deque<Folder> folders = new ArrayDeque<>();
        folders.push(new Folder(new byte[0], reads.names(descent.fd())));
        while (true) {
            var folder = folders.element();
            if (folder.next < folder.names.length) {
                var name = folder.names[folder.next++];
                if (!unlink(descent.fd(), name)) {
                    var fd = open(descent.fd(), name);
                    descent.enter(fd, reads.stat(fd));
                    folders.push(new Folder(name, reads.names(fd)));
                }
            } else if (descent.depth() == 0) {
                return;
            } else {
                descent.openParent();
                descent.leave();
                folders.pop();
                writes.removeFolder(descent.fd(), folder.name);
            }
        }
    }

    private static final class Folder {
        private final byte[] name;
        private final byte[][] names;
        private int next;

        Folder(byte[] name, byte[][] names) {
            this.name = name;
            this.names = names;
        }
    }
}
