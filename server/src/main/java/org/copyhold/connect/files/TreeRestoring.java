package org.copyhold.connect.files;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.copyhold.connect.linux.Writes;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/**
 * A folder tree being made. Until a folder is complete none but its owner may enter it, so nobody
 * can put a link in the way; then it gets what it had.
 */
final class TreeRestoring implements Restoring {
    private static final byte[] ACCESS_ACL =
            "system.posix_acl_access".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEFAULT_ACL =
            "system.posix_acl_default".getBytes(StandardCharsets.US_ASCII);
    private static final int NONE = -1;

    private final EfsOrder order;
    private final byte[] name;
    private final String place;
    private final Problems problems;
    private final Reads reads;
    private final Writes writes;
    private final Properties properties;
    private final BorrowedNames borrowed;
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final BitSet found = new BitSet();
    private final Descent descent;
    private int parentFd = NONE;
    private boolean isSecondPass;

    /**
     * Makes the folder that all goes into, in place of what an earlier attempt left.
     *
     * @throws ConnectorException when it cannot be made
     */
    TreeRestoring(EfsOrder order, Report report) {
        var scratch = new Scratch();
        var attributes = new ExtendedAttributes(scratch);
        this.order = order;
        this.name = order.name().getBytes(StandardCharsets.US_ASCII);
        var parent = RawPath.bytes(order.parent());
        this.place = "Restoring into " + RawPath.printable(parent) + "/" + order.name();
        this.problems = new Problems(report, place);
        this.reads = new Reads(scratch);
        this.writes = new Writes(scratch);
        this.properties = new Properties(writes, attributes, problems);
        this.borrowed = new BorrowedNames(reads, writes, problems);
        try {
            if (order.isNew()) {
                Files.createDirectories(order.parent());
            }
            parentFd = reads.openRoot(parent);
            new TreeRemoval(reads, writes).remove(parentFd, name);
            this.descent = make(attributes);
        } catch (IOException | LinuxException e) {
            closeParent();
            throw failed(e);
        }
        folders.push(new Folder(TreePath.ROOT));
    }

    private Descent make(ExtendedAttributes attributes) throws LinuxException {
        writes.makeFolder(parentFd, name);
        var fd = reads.openFolder(parentFd, name);
        // What the folder around it bequeaths would be passed on to every file in it.
        attributes.remove(fd, DEFAULT_ACL);
        attributes.remove(fd, ACCESS_ACL);
        return new Descent(reads, fd, reads.stat(fd));
    }

    private ConnectorException failed(Exception why) {
        var remedy =
                why instanceof LinuxException linux
                        ? linux.remedy()
                        : "Make that folder, then start the job again.";
        return new ConnectorException(
                place + " failed: " + why.getMessage() + ". " + remedy, false, why);
    }

    @Override
    public Resource created() {
        return order.created();
    }

    @Override
    public boolean isNew() {
        return order.isNew();
    }

    @Override
    public boolean wants(byte[] path) {
        return isSecondPass ? borrowed.awaits(path) : order.selection().wants(path);
    }

    @Override
    public boolean again() {
        leaveAll();
        isSecondPass = !isSecondPass && !borrowed.isEmpty();
        return isSecondPass;
    }

    @Override
    public void make(byte[] path, byte[] metadata, long size, Pieces content) {
        var meta = decoded(path, metadata);
        try {
            if (isSecondPass) {
                complete(path, meta, size, content);
            } else {
                makeFirst(path, meta, size, content);
            }
        } catch (LinuxException e) {
            if (e.is(Errno.EIO)) {
                throw failed(e);
            }
            problems.tell(path, "could not be made", e);
        }
    }

    private FileMeta decoded(byte[] path, byte[] metadata) {
        try {
            return FileMeta.decode(metadata);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(
                    """
                    %s failed: the recovery point has, for %s, %s. It was made by a later version of \
                    the server, or not from a folder tree.\
                    """
                            .formatted(place, RawPath.printable(path), e.getMessage()),
                    false,
                    e);
        }
    }

    private void makeFirst(byte[] path, FileMeta meta, long size, Pieces content)
            throws LinuxException {
        notice(path);
        if (path.length == 0) {
            folders.getLast().meta = meta;
            return;
        }
        if (!TreePath.isNormal(path)) {
            throw new LinuxException("path", Errno.EINVAL);
        }
        standIn(TreePath.parent(path));
        var last = TreePath.name(path);
        switch (meta.kind()) {
            case FILE -> makeFile(last, path, meta, size, content);
            case FOLDER -> makeFolder(last, path, meta);
            case HARD_LINK -> makeHardLink(last, path, meta);
            case SYMBOLIC_LINK -> {
                writes.makeSymbolicLink(meta.target(), descent.fd(), last);
                properties.giveAt(descent.fd(), last, path, meta);
            }
            case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> {
                writes.makeSpecial(descent.fd(), last, meta.kind(), meta.rdev());
                properties.giveAt(descent.fd(), last, path, meta);
            }
        }
    }

    private void notice(byte[] path) {
        var items = order.selection().items();
        for (var i = 0; i < items.size(); i++) {
            if (TreePath.isAtOrBelow(items.get(i), path)) {
                found.set(i);
            }
        }
    }

    /**
     * Goes back to the folder with this path, completing those that are left; items come in path
     * order, so it is above.
     */
    private void standIn(byte[] parent) throws LinuxException {
        while (!TreePath.isAtOrBelow(folders.element().path, parent)) {
            leave();
        }
        if (!Arrays.equals(folders.element().path, parent)) {
            throw new LinuxException("folder", Errno.ENOENT);
        }
    }

    private void leave() {
        var folder = folders.pop();
        try {
            descent.openParent();
        } catch (LinuxException e) {
            throw failed(e);
        }
        folder.complete(descent.fd());
        descent.leave();
    }

    private void leaveAll() {
        while (folders.size() > 1) {
            leave();
        }
        if (!folders.isEmpty()) {
            folders.pop().complete(descent.rootFd());
        }
    }

    private void makeFolder(byte[] last, byte[] path, FileMeta meta) throws LinuxException {
        writes.makeFolder(descent.fd(), last);
        var fd = reads.openFolder(descent.fd(), last);
        descent.enter(fd, reads.stat(fd));
        var folder = new Folder(path);
        folder.meta = meta;
        folders.push(folder);
    }

    private void makeFile(byte[] last, byte[] path, FileMeta meta, long size, Pieces content)
            throws LinuxException {
        var fd = writes.makeFile(descent.fd(), last);
        try {
            write(fd, path, meta, size, content);
        } catch (LinuxException e) {
            writes.unlink(descent.fd(), last);
            throw e;
        }
    }

    private void write(int fd, byte[] path, FileMeta meta, long size, Pieces content)
            throws LinuxException {
        var isDone = false;
        try {
            fill(fd, size, content);
            properties.give(fd, path, meta);
            isDone = true;
        } finally {
            if (!isDone) {
                reads.close(fd);
            }
        }
        writes.close(fd);
    }

    private void fill(int fd, long size, Pieces content) throws LinuxException {
        long end = 0;
        for (var piece = content.next(); piece != null; piece = content.next()) {
            writes.write(fd, piece.at(), piece.bytes());
            end = piece.at() + piece.bytes().length;
        }
        if (end != size) {
            writes.truncate(fd, size);
        }
    }

    private void makeHardLink(byte[] last, byte[] path, FileMeta meta) throws LinuxException {
        if (order.selection().chooses(meta.target())) {
            borrowed.link(descent.rootFd(), meta.target(), descent.fd(), last);
        } else {
            borrowed.make(descent, last, path, meta.target());
        }
    }

    private void complete(byte[] path, FileMeta meta, long size, Pieces content)
            throws LinuxException {
        if (meta.kind() == Kind.FILE) {
            write(borrowed.open(descent.rootFd(), path), path, meta, size, content);
        }
    }

    @Override
    public void finish() {
        leaveAll();
        borrowed.removeIncomplete(descent.rootFd());
        requireFound();
        problems.tellCounted();
        try {
            writes.syncFileSystem(descent.rootFd());
        } catch (LinuxException e) {
            throw failed(e);
        }
    }

    private void requireFound() {
        var items = order.selection().items();
        if (!items.isEmpty() && found.isEmpty()) {
            throw new ConnectorException(
                    "None of the ItemsToRestore is in the recovery point. Their paths count from"
                            + " the file system's root.",
                    false,
                    null);
        }
        for (var i = found.nextClearBit(0); i < items.size(); i = found.nextClearBit(i + 1)) {
            problems.tell(items.get(i), "was asked for, but is not in the recovery point");
        }
    }

    @Override
    public void abandon() {
        try {
            new TreeRemoval(reads, writes).remove(parentFd, name);
        } catch (LinuxException e) {
            throw new ConnectorException(
                    ("%s was given up, but what was made could not be removed: %s. Remove that"
                                    + " folder by hand.")
                            .formatted(place, e.getMessage()),
                    false,
                    e);
        }
    }

    @Override
    public void close() {
        descent.close();
        closeParent();
    }

    private void closeParent() {
        if (parentFd != NONE) {
            reads.close(parentFd);
            parentFd = NONE;
        }
    }

    private final class Folder {
        private final byte[] path;
        private @Nullable FileMeta meta;

        Folder(byte[] path) {
            this.path = path;
        }

        void complete(int fd) {
            if (meta != null) {
                properties.give(fd, path, meta);
            }
        }
    }
}
