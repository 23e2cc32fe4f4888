package org.copyhold.store.blob;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;

/** A way to give a written file its name in one step. Thread-safe. */
interface Naming {
    /**
     * Gives {@code file} the name {@code target}.
     *
     * @return false when the name was taken and has stayed with what had it
     */
    boolean claim(Path file, Path target) throws IOException;

    /**
     * By a hard link, which fails where the name is taken; by a rename on file systems without
     * links.
     */
    static Naming byLink() {
        var otherwise = byRename();
        return (file, target) -> {
            try {
                Files.createLink(target, file);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (NoSuchFileException e) {
                throw e;
            } catch (UnsupportedOperationException | IOException e) {
                return otherwise.claim(file, target);
            }
        };
    }

    /** By a look and a rename, one at a time: enough as long as one process has the store. */
    static Naming byRename() {
        var lock = new ReentrantLock();
        return (file, target) -> {
            lock.lock();
            try {
                if (Files.exists(target)) {
                    return false;
                }
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } finally {
                lock.unlock();
            }
        };
    }

    /** By a rename that takes the name from whatever has it. */
    static Naming replacing() {
        return (file, target) -> {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        };
    }
}
