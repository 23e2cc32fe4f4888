package org.copyhold.connect.files;

import org.copyhold.connect.linux.RawPath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Renaming between open folders. */
final class Renaming {
    private Renaming() {}

    static void rename(int dir, byte[] name, int toDir, byte[] toName) {
        try {
            Files.move(path(dir, name), path(toDir, toName));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(int dir, byte[] name) {
        return RawPath.path(TreePath.join(Tree.b("/proc/self/fd/" + dir), name));
    }
}
