package org.copyhold.connect.postgres;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Finds PostgreSQL's client programs on this machine. */
final class Programs {
    static final String NAME = "pg_basebackup";

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int SAID_BYTES = 1000;
    private static final int SECONDS_TO_SAY = 20;

    /** Where packages put the versions side by side: Debian's, and PostgreSQL's own for Fedora. */
    private static final List<Path> SHELVES =
            List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr"));

    private Programs() {}

    /** A program and its major version. */
    record Program(Path path, int major) {
        @Override
        public String toString() {
            return path + " (PostgreSQL " + major + ")";
        }
    }

    /**
     * All that are there.
     *
     * @param folder the only place to look in; null for all usual ones
     */
    static List<Program> find(@Nullable Path folder) {
        var found = new ArrayList<Program>();
        for (var path : folder == null ? usual() : List.of(folder.resolve(NAME))) {
            major(path).ifPresent(major -> found.add(new Program(path, major)));
        }
        return found;
    }

    /** The oldest that a server of this version serves: its own, or a later one. */
    static Optional<Program> fitting(List<Program> programs, int major) {
        return programs.stream()
                .filter(it -> it.major() >= major)
                .min(Comparator.comparingInt(Program::major));
    }

    private static List<Path> usual() {
        var places = new LinkedHashSet<Path>();
        for (var shelf : SHELVES) {
            places.addAll(folders(shelf));
        }
        var path = System.getenv("PATH");
        for (var folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                places.add(Path.of(folder));
            }
        }
        return places.stream().map(it -> it.resolve(NAME)).filter(Files::isExecutable).toList();
    }

    private static List<Path> folders(Path shelf) {
        var folders = new ArrayList<Path>();
        var names = shelf.endsWith("usr") ? "pgsql-*" : "*";
        try (var versions = Files.newDirectoryStream(shelf, names)) {
            versions.forEach(it -> folders.add(it.resolve("bin")));
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // there is no such shelf, as on most machines
        }
        return folders;
    }

    private static Optional<Integer> major(Path program) {
        try {
            var process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            var said = process.getInputStream().readNBytes(SAID_BYTES);
            if (!process.waitFor(SECONDS_TO_SAY, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            var version = VERSION.matcher(new String(said, StandardCharsets.UTF_8));
            return version.find()
                    ? Optional.of(Integer.parseInt(version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // nothing that runs, so nothing that helps
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
