package org.copyhold.connect.buckets;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of the keys that a restore job has put or was about to put, in their order: a byte 1, then
 * for each its length in two bytes and its bytes; or a byte 2 when the job has put all.
 */
final class PutKeys implements AutoCloseable {
    private static final byte PUTTING = 1;
    private static final byte FINISHED = 2;

    private final Path file;
    private @Nullable OutputStream out;
    private @Nullable String last;

    PutKeys(Path file) {
        this.file = file;
    }

    boolean areThere() {
        return Files.exists(file);
    }

    boolean areFinished() throws IOException {
        if (!areThere()) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            return in.read() == FINISHED;
        }
    }

    /** Begins anew, with no keys. */
    void clear() throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        write(PUTTING);
    }

    /** Says that all has been put. */
    void finish() throws IOException {
        write(FINISHED);
    }

    private void write(byte state) throws IOException {
        close();
        Files.write(file, new byte[] {state});
    }

    /** Adds a key, before something is put there; a key that came last is not added again. */
    void add(String key) throws IOException {
        if (key.equals(last)) {
            return;
        }
        var to = out;
        if (to == null) {
            to = Files.newOutputStream(file, StandardOpenOption.APPEND);
            out = to;
        }
        var bytes = key.getBytes(StandardCharsets.UTF_8);
        to.write(
                ByteBuffer.allocate(Short.BYTES + bytes.length)
                        .putShort((short) bytes.length)
                        .put(bytes)
                        .array());
        last = key;
    }

    /** Reads what is there; a key whose end a crash cut off was never put. */
    Reader read() throws IOException {
        return new Reader(file);
    }

    void forget() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() {
        last = null;
        var open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The keys, one after the other. */
    static final class Reader implements AutoCloseable {
        private final DataInputStream in;

        Reader(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
            var _ = in.read();
        }

        /** The next key, or null behind the last. */
        @Nullable String next() throws IOException {
            try {
                var bytes = new byte[in.readUnsignedShort()];
                in.readFully(bytes);
                return new String(bytes, StandardCharsets.UTF_8);
            } catch (EOFException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
