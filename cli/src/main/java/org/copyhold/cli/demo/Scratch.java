package org.copyhold.cli.demo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder that is gone in the end, even when the demo is interrupted. */
final class Scratch implements AutoCloseable {
    private final Path path;
    private final Thread atExit = new Thread(this::removeAtExit, "remove-demo");

    private Scratch(Path path) {
        this.path = path;
    }

    static Scratch in(Path place) throws IOException {
        var scratch = new Scratch(Files.createTempDirectory(place, "copyhold-demo-").toRealPath());
        Runtime.getRuntime().addShutdownHook(scratch.atExit);
        return scratch;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        remove();
    }

    private void removeAtExit() {
        try {
            remove();
        } catch (IOException e) {
            System.err.println("copyhold: " + path + " could not be removed (" + e + ").");
        }
    }

    private synchronized void remove() throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
