package org.copyhold.store.blob.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file without a name that a blob waits in: gone when it is closed, or when the process ends. Not
 * thread-safe.
 */
final class Spool implements AutoCloseable {
    private static final int BUFFER_BYTES = 128 << 10;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final CRC32C crc = new CRC32C();
    private long length;

    Spool(Path folder) throws IOException {
        Files.createDirectories(folder);
        var file = Files.createTempFile(folder, "", "");
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(file);
        }
    }

    void append(byte[] bytes, int offset, int count) throws IOException {
        if (count > buffer.remaining()) {
            flush();
        }
        if (count > buffer.remaining()) {
            write(ByteBuffer.wrap(bytes, offset, count));
        } else {
            buffer.put(bytes, offset, count);
        }
        crc.update(bytes, offset, count);
        length += count;
    }

    long length() {
        return length;
    }

    /** All that was appended, to be sent; nothing may be appended any more. */
    Body body() throws IOException {
        flush();
        return new Body(length, (int) crc.getValue(), this::open);
    }

    private void flush() throws IOException {
        buffer.flip();
        write(buffer);
        buffer.clear();
    }

    private void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    private InputStream open() {
        return new Reading();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads from the beginning, whoever else does. */
    private final class Reading extends InputStream {
        private long at;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            int read = channel.read(ByteBuffer.wrap(into, offset, count), at);
            at += Math.max(read, 0);
            return read;
        }
    }
}
