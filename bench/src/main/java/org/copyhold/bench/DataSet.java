package org.copyhold.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A folder to back up: files of 1 KiB to many MiB, a third of the bytes incompressible, a third
 * text-like, a third copies of others. The same seed and size give the same bytes.
 */
final class DataSet {
    private static final String[] WORDS =
            ("vault recovery point copy backup restore store pack frame page chunk seal open key"
                 + " wrap region account job lifecycle lock policy event plan rule resource file"
                 + " folder")
                    .split(" ");

    private static final int TURN_BYTES = 4 << 20;
    private static final int RUN_BYTES = 64 << 10;

    private final Random random;
    private final Path root;
    private int files;

    private DataSet(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /** Writes about so many bytes below the folder. */
    static void generate(Path root, long bytes, long seed) throws IOException {
        var set = new DataSet(root, seed);
        set.fill(bytes / 3, false);
        set.fill(bytes / 3, true);
        set.copies(bytes / 3);
    }

    /** Writes so many files of 4 KiB, half of them text-like. */
    static void small(Path root, int files, long seed) throws IOException {
        var set = new DataSet(root, seed);
        for (var i = 0; i < files; i++) {
            try (var out = Files.newOutputStream(set.next())) {
                set.write(out, 4096, i % 2 == 0);
            }
        }
    }

    /**
     * Writes an image of a disk of about so many bytes: by turns of 4 MiB incompressible, text-like
     * and hole.
     */
    static void volume(Path image, long bytes, long seed) throws IOException {
        var set = new DataSet(image, seed);
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
            var turn = new byte[TURN_BYTES];
            for (long at = 0; at + 3 * TURN_BYTES <= bytes; at += 3 * TURN_BYTES) {
                set.random.nextBytes(turn);
                file.seek(at);
                file.write(turn);
                set.words(turn);
                file.write(turn);
            }
        }
    }

    /** Changes a hundredth of an image, in runs of 64 KiB. */
    static void change(Path image, long seed) throws IOException {
        var random = new Random(seed);
        var run = new byte[RUN_BYTES];
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            var runs = file.length() / RUN_BYTES;
            for (var i = 0; i < runs / 100; i++) {
                random.nextBytes(run);
                file.seek(random.nextLong(runs) * RUN_BYTES);
                file.write(run);
            }
        }
    }

    private void fill(long bytes, boolean text) throws IOException {
        for (var left = bytes; left > 0; ) {
            var size = Math.min(left, size());
            try (var out = Files.newOutputStream(next())) {
                write(out, size, text);
            }
            left -= size;
        }
    }

    /** Sizes spread evenly over orders of magnitude, 1 KiB to 64 MiB. */
    private long size() {
        return (long) (1024 * Math.pow(2, random.nextDouble() * 16));
    }

    private Path next() throws IOException {
        var folder = root.resolve("d" + files % 40);
        if (files < 40) {
            Files.createDirectories(folder);
        }
        return folder.resolve("f" + files++);
    }

    private void write(OutputStream out, long size, boolean text) throws IOException {
        var buffer = new byte[(int) Math.min(size, 1 << 16)];
        for (var left = size; left > 0; left -= buffer.length) {
            if (text) {
                words(buffer);
            } else {
                random.nextBytes(buffer);
            }
            out.write(buffer, 0, (int) Math.min(left, buffer.length));
        }
    }

    private void words(byte[] buffer) {
        for (var at = 0; at < buffer.length; ) {
            var word =
                    (WORDS[random.nextInt(WORDS.length)] + random.nextInt(100) + " ")
                            .getBytes(US_ASCII);
            var length = Math.min(word.length, buffer.length - at);
            System.arraycopy(word, 0, buffer, at, length);
            at += length;
        }
    }

    private void copies(long bytes) throws IOException {
        var originals = files;
        for (long left = bytes; left > 0; ) {
            var original = random.nextInt(originals);
            var file = root.resolve("d" + original % 40).resolve("f" + original);
            left -= Files.size(Files.copy(file, next()));
        }
    }
}
