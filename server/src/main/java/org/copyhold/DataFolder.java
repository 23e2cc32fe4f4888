package org.copyhold;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of all that a server keeps, locked: one process at a time has it. */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder when it is absent, and locks it.
     *
     * @throws StartException when another process has it, or it cannot be written
     */
    static DataFolder lock(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            var channel =
                    FileChannel.open(
                            path.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!isTaken(channel)) {
                channel.close();
                throw new StartException(
                        "The data folder "
                                + path
                                + " is in use by another Copyhold"
                                + holder(path)
                                + ". Stop that one, or give this one a data folder of its own.");
            }
            channel.truncate(0);
            var id = String.valueOf(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new StartException(
                    "Cannot use the data folder " + path + " (" + e + "); it must be writable.");
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot release " + path.resolve(LOCK), e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String holder(Path path) throws IOException {
        var id = Files.readString(path.resolve(LOCK));
        return id.isBlank() ? "" : " (process " + id + ")";
    }
}
