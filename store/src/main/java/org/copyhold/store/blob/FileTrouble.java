package org.copyhold.store.blob;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Turns what the file system says into what an operator can act on. */
final class FileTrouble {
    /** Less usable space than this is none. */
    private static final long NOTHING_LEFT_BYTES = 256 << 10;

    private FileTrouble() {}

    /**
     * The failure of an attempt that has changed nothing; {@link Interrupted} when the thread was
     * told to stop.
     *
     * @param what a sentence without its full stop that names the attempt and the store
     */
    static RuntimeException of(String what, Path root, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new Interrupted();
        }
        if (cause instanceof AccessDeniedException) {
            return mend(
                    what + ": access denied.",
                    "Let the user that runs Copyhold read and write everything below " + root + ".",
                    cause);
        }
        if (!Files.isDirectory(root)) {
            return gone(root, cause);
        }
        var disk = disk(root);
        if (says(cause, "No space left", "quota") || (disk.isPresent() && isFull(disk.get()))) {
            return mend(
                    what + ": the disk is full.",
                    "Free space on the disk that holds "
                            + root
                            + ", or move the store to a larger one.",
                    cause);
        }
        if (says(cause, "Read-only") || (disk.isPresent() && disk.get().isReadOnly())) {
            return mend(
                    what + ": the file system is read-only.",
                    "Mount the file system that holds " + root + " for writing.",
                    cause);
        }
        return new StoreException.Unavailable(
                what + ": " + cause.getMessage() + ".",
                "See the system's log for trouble with the disk that holds " + root + ".",
                true,
                cause);
    }

    /** The failure of an attempt to open or make the store. */
    static RuntimeException atOpening(Path root, IOException cause) {
        if (Files.isDirectory(root)) {
            return of("Cannot open the store in " + root, root, cause);
        }
        return mend(
                "Cannot make the store's folder " + root + ": " + cause.getMessage() + ".",
                "Make the folder, writable for the user that runs Copyhold, or correct the path.",
                cause);
    }

    static StoreException.Unavailable gone(Path root) {
        return gone(root, null);
    }

    private static StoreException.Unavailable gone(Path root, @Nullable IOException cause) {
        return mend(
                "The store in " + root + " is not there any more.",
                "Mount the disk that holds it, or bring the folder back, and start the server"
                        + " again.",
                cause);
    }

    private static StoreException.Unavailable mend(
            String what, String hint, @Nullable IOException cause) {
        return new StoreException.Unavailable(what, hint, false, cause);
    }

    private static boolean says(IOException cause, String... words) {
        var message = String.valueOf(cause.getMessage());
        for (var word : words) {
            if (message.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFull(FileStore disk) {
        try {
            return disk.getUsableSpace() < NOTHING_LEFT_BYTES;
        } catch (IOException e) {
            return false; // the trouble at hand is told as it is
        }
    }

    private static Optional<FileStore> disk(Path root) {
        try {
            return Optional.of(Files.getFileStore(root));
        } catch (IOException e) {
            return Optional.empty(); // the trouble at hand is told as it is
        }
    }
}
