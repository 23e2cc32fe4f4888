package org.copyhold.connect.files;

import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.copyhold.connect.linux.Writes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder for trees. */
final class TempTrees implements AutoCloseable {
    private static final byte[] TREES = "trees".getBytes(StandardCharsets.US_ASCII);

    final Scratch scratch = new Scratch();
    final Reads reads = new Reads(scratch);
    final Writes writes = new Writes(scratch);
    final ExtendedAttributes attributes = new ExtendedAttributes(scratch);
    private final Path top;

    TempTrees() {
        try {
            top = Files.createTempDirectory("copyhold-files");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRoot() {
        return writes.user() == 0;
    }

    /** Where a tree with this name is or may be put. */
    Path place(String name) {
        return top.resolve("trees").resolve(name);
    }

    /** A new empty tree. */
    Tree tree(String name) {
        try {
            return new Tree(this, Files.createDirectories(place(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tree that is there. */
    Tree tree(Path root) {
        return new Tree(this, root);
    }

    /** Takes a tree away, with all in it. */
    void remove(String name) {
        try {
            var fd = reads.openRoot(RawPath.bytes(place("")));
            try {
                new TreeRemoval(reads, writes).remove(fd, name.getBytes(StandardCharsets.US_ASCII));
            } finally {
                reads.close(fd);
            }
        } catch (LinuxException e) {
            throw new IllegalStateException("Tree " + name, e);
        }
    }

    /** Removes all, however deep and oddly named. */
    @Override
    public void close() {
        try {
            var fd = reads.openRoot(RawPath.bytes(top));
            try {
                new TreeRemoval(reads, writes).remove(fd, TREES);
            } finally {
                reads.close(fd);
            }
            Files.delete(top);
        } catch (LinuxException | IOException e) {
            throw new IllegalStateException("Remove " + top + " by hand", e);
        }
    }
}
