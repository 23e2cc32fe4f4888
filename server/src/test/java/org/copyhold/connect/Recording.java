package org.copyhold.connect;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What a reading gave, in memory, to be made again: a recovery point without a store. */
public record Recording(List<Entry> entries) {
    private static final int STEP_BYTES = 64 * 1024;

    /** An item that was read. */
    public record Entry(byte[] path, byte[] metadata, long size, List<Restoring.Piece> pieces) {}

    /** Reads all that a reading gives, and closes it. */
    public static Recording of(Reading reading) {
        var entries = new ArrayList<Entry>();
        try (reading) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                read(item).ifPresent(entries::add);
            }
        }
        return new Recording(entries);
    }

    private static Optional<Entry> read(Item item) {
        try (var content = item.open()) {
            if (content == null) {
                return Optional.empty();
            }
            var entry = new Entry(item.path(), item.metadata(), item.size(), new ArrayList<>());
            for (var at = content.nextData(0); at >= 0; ) {
                var piece = new Restoring.Piece(at, readRun(content, at));
                entry.pieces.add(piece);
                at = content.nextData(at + piece.bytes().length);
            }
            return Optional.of(entry);
        }
    }

    private static byte[] readRun(Content content, long from) {
        var run = new ByteArrayOutputStream();
        var step = new byte[STEP_BYTES];
        for (var n = content.read(from, step, 0, step.length);
                n >= 0;
                n = content.read(from + run.size(), step, 0, step.length)) {
            run.write(step, 0, n);
        }
        return run.toByteArray();
    }

    /** Makes all that is wanted, as a restore job does, and closes the restoring. */
    public void restore(Restoring restoring) {
        try (restoring) {
            do {
                entries.stream()
                        .filter(entry -> restoring.wants(entry.path))
                        .forEach(entry -> make(restoring, entry));
            } while (restoring.again());
            restoring.finish();
        }
    }

    private static void make(Restoring restoring, Entry entry) {
        Iterator<Restoring.Piece> pieces = entry.pieces.iterator();
        restoring.make(
                entry.path,
                entry.metadata,
                entry.size,
                () -> pieces.hasNext() ? pieces.next() : null);
    }

    /** The entry with this path. */
    public Entry entry(byte[] path) {
        return find(path).orElseThrow();
    }

    /** The entry with this path, if there is one. */
    public Optional<Entry> find(byte[] path) {
        return entries.stream().filter(entry -> Arrays.equals(entry.path, path)).findFirst();
    }
}
