package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;

/** Folder trees to back up, and what the system's own tools say of them. */
final class Tree {
    private static final int MIB = 1 << 20;

    private Tree() {}

    /** A tree of about {@code mebibytes}, with the oddities that any tool of this kind meets. */
    static void make(Path root, int mebibytes, long seed) throws IOException {
        var random = new Random(seed);
        Files.createDirectories(root);
        for (var i = 0; i < mebibytes; i++) {
            var content = new byte[MIB + random.nextInt(1000)];
            random.nextBytes(content);
            if (i % 3 == 1) {
                java.util.Arrays.fill(content, MIB / 8, MIB, (byte) 'a');
            }
            write(root.resolve("d" + i % 5).resolve("file-" + i), content);
        }
        for (var i = 0; i < 200; i++) {
            write(root.resolve("small").resolve("s" + i), ("small " + i).repeat(i).getBytes(UTF_8));
        }
        oddities(root);
        stamp(root);
    }

    private static void oddities(Path root) throws IOException {
        Files.createDirectories(root.resolve("empty/deeper"));
        write(root.resolve("nothing"), new byte[0]);
        write(root.resolve("name with\nnewline"), "x".getBytes(UTF_8));
        write(root.resolve("äöü €"), "unicode".getBytes(UTF_8));
        Files.createLink(root.resolve("hard-link"), root.resolve("d0/file-0"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("d0/file-0"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("/nowhere/at all"));
        try (var sparse =
                FileChannel.open(
                        root.resolve("sparse"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {1}), 64L * MIB);
        }
        Files.setPosixFilePermissions(
                root.resolve("nothing"), PosixFilePermissions.fromString("r--r-----"));
        Files.setPosixFilePermissions(
                root.resolve("empty"), PosixFilePermissions.fromString("rwx------"));
    }

    private static void stamp(Path root) throws IOException {
        for (var name : new String[] {"nothing", "d0/file-0", "link", "empty"}) {
            var time = FileTime.from(Instant.ofEpochSecond(1_500_000_000, 123_456_789));
            Files.getFileAttributeView(
                            root.resolve(name),
                            BasicFileAttributeView.class,
                            LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, null, null);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /**
     * Fails unless both trees are the same to find(1) and sha256sum(1), but for the root's own
     * name.
     */
    static void assertSame(Path expected, Path actual) throws Exception {
        assertThat(describe(actual)).isEqualTo(describe(expected));
    }

    /** Type, mode, owner, times, size, links and content of every item, one a line. */
    static String describe(Path root) throws IOException, InterruptedException {
        var script =
                """
                set -e
                find . -printf '%P|%y|%m|%U:%G|%T@|%n|%l|' \\( -type f -printf '%s' -o -true \\) -print0 \
                  | LC_ALL=C sort -z | tr '\\0\\n' '\\n?'
                find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
                """;
        var outcome = Outcome.of(new ProcessBuilder("bash", "-c", script).directory(root.toFile()));
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        return outcome.output();
    }
}
