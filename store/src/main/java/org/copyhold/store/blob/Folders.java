package org.copyhold.store.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The folders of a file store. Thread-safe. */
final class Folders {
    static final String PACKS = "packs/";

    private final Path root;
    private final Path tmp;

    Folders(Path root) {
        this.root = root;
        this.tmp = root.resolve("tmp");
    }

    Path root() {
        return root;
    }

    String describe() {
        return "the store in " + root;
    }

    /** Where the blob of this name lies: always below the root. */
    Path path(String name) {
        return root.resolve(BlobNames.checked(name));
    }

    Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    /** A new empty file for a blob that has no name yet. */
    Path newFile() throws IOException {
        return Files.createTempFile(tmp, "", "");
    }

    /** Makes the folders that every store has, and empties {@code tmp/}. */
    void prepare() {
        try {
            make(root);
            make(tmp);
            try (var left = Files.newDirectoryStream(tmp)) {
                for (var file : left) {
                    Files.delete(file);
                }
            }
            make(root.resolve("packs"));
            preparePacks(root.resolve("packs"));
        } catch (IOException e) {
            throw FileTrouble.atOpening(root, e);
        }
    }

    private void preparePacks(Path packs) throws IOException {
        boolean made = false;
        for (int i = 0; i < 256; i++) {
            var folder = packs.resolve(HexFormat.of().toHexDigits((byte) i));
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
                made = true;
            }
        }
        if (made) {
            sync(packs);
        }
    }

    /** Makes a folder and those above it where they are missing; durable on return. */
    void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var above = parent(folder);
        make(above);
        Files.createDirectories(folder);
        sync(above);
    }

    void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    List<String> list(String prefix) {
        var start = prefix.isEmpty() ? root : root.resolve(prefix);
        var names = new ArrayList<String>();
        try {
            Files.walkFileTree(start, new Names(start, names));
        } catch (NoSuchFileException e) {
            checkThere();
            return List.of();
        } catch (IOException e) {
            throw trouble("list " + prefix + " in", e);
        }
        names.sort(null);
        return names;
    }

    /** Refuses to take a store that is not there (an unmounted disk, say) for an empty one. */
    void checkThere() {
        if (!Files.isDirectory(tmp)) {
            throw FileTrouble.gone(root);
        }
    }

    RuntimeException trouble(String what, IOException cause) {
        return FileTrouble.of("Cannot " + what + " " + describe(), root, cause);
    }

    /** Collects the names of blobs, and passes by all that has no name a blob may have. */
    private final class Names extends SimpleFileVisitor<Path> {
        private final Path start;
        private final List<String> names;

        Names(Path start, List<String> names) {
            this.start = start;
            this.names = names;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean wanted =
                    folder.equals(root) || (!folder.equals(tmp) && BlobNames.valid(name(folder)));
            return wanted ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && BlobNames.valid(name(file))) {
                names.add(name(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !file.equals(start)) {
                return FileVisitResult.CONTINUE; // removed since its folder was read
            }
            throw e;
        }

        private String name(Path path) {
            return root.relativize(path).toString();
        }
    }
}
