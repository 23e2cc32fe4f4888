package org.copyhold.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Overwrites a hundredth of a folder's bytes, in runs of 64 KiB, and puts them back. */
final class Changes implements AutoCloseable {
    private static final int RUN = 64 << 10;

    private final List<Saved> saved = new ArrayList<>();

    private record Saved(Path file, long at, byte[] bytes) {}

    /** The same seed changes the same places. */
    static Changes of(Path folder, long seed) throws IOException {
        var changes = new Changes();
        var random = new Random(seed);
        for (var file : files(folder)) {
            var runs = Files.size(file) / RUN;
            for (var run = 0L; run < runs; run++) {
                if (random.nextInt(100) == 0) {
                    changes.change(file, run * RUN, random);
                }
            }
        }
        return changes;
    }

    private void change(Path file, long at, Random random) throws IOException {
        var was = new byte[RUN];
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(ByteBuffer.wrap(was), at);
        }
        saved.add(new Saved(file, at, was));
        var now = new byte[RUN];
        random.nextBytes(now);
        write(file, at, now);
    }

    @Override
    public void close() throws IOException {
        for (var change : saved) {
            write(change.file(), change.at(), change.bytes());
        }
    }

    private static void write(Path file, long at, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
