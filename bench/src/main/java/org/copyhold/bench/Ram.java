package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory that was never touched is slow to get, and would be counted against whoever comes first.
 */
final class Ram {
    private static final int PIECE = 8 << 20;

    private Ram() {}

    /** Fills and frees as much as a round will write, or as a folder in RAM has room for. */
    static void touch(Path folder, long bytes) throws IOException {
        var file = folder.resolve("touched");
        var room = Files.getFileStore(folder).getUsableSpace() / 2;
        try (var out = Files.newOutputStream(file)) {
            var piece = new byte[PIECE];
            for (long left = Math.min(bytes, room); left > 0; left -= PIECE) {
                out.write(piece);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
