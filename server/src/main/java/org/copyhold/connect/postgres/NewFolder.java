package org.copyhold.connect.postgres;

import org.copyhold.connect.Restoring.Pieces;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.copyhold.connect.linux.Writes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * A data folder being made. PostgreSQL starts over one that none but its owner may write to, and at
 * most the owner's group may read.
 */
final class NewFolder {
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final int GROUP_READS = 040;

    private final Path root;
    private final byte[] bytes;

    NewFolder(Path root) {
        this.root = root;
        this.bytes = RawPath.bytes(root);
    }

    /** As messages name it. */
    String shown() {
        return RawPath.printable(bytes);
    }

    /** Makes it, empty, in place of what an earlier attempt left. */
    void begin() throws IOException {
        remove();
        Files.createDirectories(root.resolveSibling(""));
        Files.createDirectory(root, permissions("rwx------"));
    }

    void makeFolder(String name, DataMeta meta) throws IOException {
        try {
            Files.createDirectory(
                    path(name), permissions(mayGroupRead(meta) ? "rwxr-x---" : "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path(name))) {
                throw e;
            }
        }
    }

    /** Makes a file of this size; what the pieces do not fill is a hole. */
    void makeFile(String name, DataMeta meta, long size, Pieces content) throws IOException {
        var path = path(name);
        try (var file =
                FileChannel.open(
                        path, NEW, permissions(mayGroupRead(meta) ? "rw-r-----" : "rw-------"))) {
            long end = 0;
            for (var piece = content.next(); piece != null; piece = content.next()) {
                write(file, piece.at(), piece.bytes());
                end = piece.at() + piece.bytes().length;
            }
            if (end < size) {
                write(file, size - 1, new byte[1]);
            }
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(meta.modified())));
    }

    private static void write(FileChannel file, long at, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
    }

    /** Makes a file of text, unless there is one of that name. */
    void makeMissing(String name, String text) throws IOException {
        if (!isThere(name)) {
            Files.createFile(path(name), permissions("rw-------"));
            Files.writeString(path(name), text);
        }
    }

    boolean isThere(String name) {
        return Files.exists(path(name));
    }

    private static boolean mayGroupRead(DataMeta meta) {
        return (meta.mode() & GROUP_READS) != 0;
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private Path path(String name) {
        var below = name.getBytes(StandardCharsets.ISO_8859_1);
        var whole = new byte[bytes.length + 1 + below.length];
        System.arraycopy(bytes, 0, whole, 0, bytes.length);
        whole[bytes.length] = '/';
        System.arraycopy(below, 0, whole, bytes.length + 1, below.length);
        return RawPath.path(whole);
    }

    /** Returns when all that was made is durable. */
    void sync() throws LinuxException {
        var scratch = new Scratch();
        var reads = new Reads(scratch);
        var writes = new Writes(scratch);
        for (var folder : new Path[] {root, root.resolveSibling("")}) {
            var fd = reads.openRoot(RawPath.bytes(folder));
            try {
                writes.sync(fd);
                writes.syncFileSystem(fd);
            } finally {
                reads.close(fd);
            }
        }
    }

    /** Removes it with all that is in it, following no link. */
    void remove() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException trouble)
                            throws IOException {
                        if (trouble != null) {
                            throw trouble;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
