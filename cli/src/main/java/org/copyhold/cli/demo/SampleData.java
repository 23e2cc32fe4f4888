package org.copyhold.cli.demo;

import org.copyhold.connect.linux.RawPath;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Random;

/**
 * A folder such as people have: photographs that do not compress, logs that do, the same file in
 * many places, and what trips backup programs up. Always the same from one seed.
 */
final class SampleData {
    private static final long SEED = 2;
    private static final int MEBIBYTE = 1 << 20;
    private static final int PHOTOGRAPHS = 48;
    private static final int LOGS = 48;
    private static final int COPIES = 24;
    private static final int LETTERS = 600;
    private static final Instant DAY = Instant.parse("2024-02-29T12:34:56.123456789Z");

    private final Path root;
    private final Random random = new Random(SEED);

    private SampleData(Path root) {
        this.root = root;
    }

    /** Fills a new folder with a little over 240 MB. */
    static void fill(Path root) throws IOException {
        new SampleData(root).fill();
    }

    private void fill() throws IOException {
        photographs();
        logs();
        duplicates();
        letters();
        links();
        oddities();
        date(root);
    }

    private void photographs() throws IOException {
        var folder = Files.createDirectories(root.resolve("photographs/2024"));
        for (var i = 0; i < PHOTOGRAPHS; i++) {
            write(
                    folder.resolve("image-%04d.jpg".formatted(i)),
                    noise(2 * MEBIBYTE + random.nextInt(MEBIBYTE)));
        }
    }

    private void logs() throws IOException {
        var folder = Files.createDirectories(root.resolve("logs"));
        for (var i = 0; i < LOGS; i++) {
            write(folder.resolve("server-%02d.log".formatted(i)), text(3 * MEBIBYTE / 2));
        }
    }

    private void duplicates() throws IOException {
        var folder = Files.createDirectories(root.resolve("attachments"));
        var same = noise(2 * MEBIBYTE);
        for (var i = 0; i < COPIES; i++) {
            write(folder.resolve("contract (" + i + ").pdf"), same);
        }
    }

    private void letters() throws IOException {
        for (var i = 0; i < LETTERS; i++) {
            var folder = Files.createDirectories(root.resolve("letters/" + i % 12));
            write(folder.resolve(i + ".txt"), text(random.nextInt(8192)));
        }
    }

    private void links() throws IOException {
        var folder = Files.createDirectories(root.resolve("links"));
        Files.createLink(folder.resolve("hard"), root.resolve("logs/server-00.log"));
        Files.createSymbolicLink(folder.resolve("soft"), Path.of("../photographs"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("/nowhere/at all"));
    }

    private void oddities() throws IOException {
        var folder = Files.createDirectories(root.resolve("odd"));
        Files.createDirectories(folder.resolve("empty folder"));
        write(folder.resolve("empty file"), new byte[0]);
        sparse(folder.resolve("sparse.img"));
        write(folder.resolve("a name\nof two lines"), text(100));
        write(
                RawPath.path(
                        join(
                                RawPath.bytes(folder),
                                "/not utf-8 \u00ff".getBytes(StandardCharsets.ISO_8859_1))),
                text(100));
        var secret = write(folder.resolve("secret"), text(100));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
        var tool = write(folder.resolve("tool.sh"), text(100));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        label(write(folder.resolve("labelled"), text(100)));
    }

    /** Sixty-four megabytes long, with two small islands of data. */
    private void sparse(Path file) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(noise(5000)), 10L * MEBIBYTE);
            channel.write(ByteBuffer.wrap(noise(5000)), 64L * MEBIBYTE - 5000);
        }
        date(file);
    }

    /** Adds an extended attribute where the file system has them. */
    private static void label(Path file) throws IOException {
        var store = Files.getFileStore(file);
        if (store.supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
            var view =
                    Files.getFileAttributeView(
                            file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            view.write("project", ByteBuffer.wrap("copyhold".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Path write(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        date(file);
        return file;
    }

    private void date(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(DAY.plusSeconds(random.nextInt(10_000_000))));
    }

    private byte[] noise(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] text(int length) {
        var line = new StringBuilder(length + 80);
        while (line.length() < length) {
            line.append(DAY.plusMillis(random.nextInt()))
                    .append(" INFO request ")
                    .append(Long.toHexString(random.nextLong()))
                    .append(" answered with 200 in ")
                    .append(random.nextInt(1000))
                    .append(" ms\n");
        }
        return line.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }
}
