package org.copyhold.connect.postgres;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A stream that a thread of its own reads ahead, so that whoever reads it can be interrupted, and
 * so that what comes from a process comes while earlier bytes are worked on. Knows how many zeros
 * came last.
 */
final class ReadAhead extends InputStream {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int BUFFERS = 8;
    private static final byte[] NOTHING = {};

    private final InputStream from;
    private final BlockingQueue<Filled> filled = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final Thread reader;
    private Filled current = new Filled(NOTHING, 0, null);
    private int position;
    private long zeros;
    private boolean ended;

    /** Bytes, or at the end none, with why if that is known. */
    private record Filled(byte[] bytes, int length, @Nullable IOException why) {}

    ReadAhead(InputStream from, String name) {
        this.from = from;
        for (var i = 0; i < BUFFERS; i++) {
            free.add(new byte[BUFFER_BYTES]);
        }
        reader = Thread.ofPlatform().daemon().name(name).start(this::readAll);
    }

    private void readAll() {
        try {
            var length = 0;
            while (length >= 0) {
                var buffer = free.take();
                try {
                    length = from.read(buffer, 0, buffer.length);
                    filled.put(new Filled(buffer, Math.max(length, 0), null));
                } catch (IOException e) {
                    filled.put(new Filled(buffer, 0, e));
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody reads any more
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == current.length() && !next()) {
            return -1;
        }
        var count = Math.min(length, current.length() - position);
        System.arraycopy(current.bytes(), position, into, offset, count);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        try {
            if (current.bytes().length > 0) {
                free.add(current.bytes());
            }
            current = filled.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The reading was stopped");
        }
        position = 0;
        if (current.why() != null) {
            ended = true;
            throw new IOException(current.why());
        }
        ended = current.length() == 0;
        countZeros();
        return !ended;
    }

    private void countZeros() {
        var at = current.length();
        while (at > 0 && current.bytes()[at - 1] == 0) {
            at--;
        }
        zeros = current.length() - at + (at == 0 ? zeros : 0);
    }

    /**
     * Reads to the end, leaving all that comes.
     *
     * @return how many zeros were the last bytes of all
     */
    long drain() throws IOException {
        while (position < current.length() || next()) {
            position = current.length();
        }
        return zeros;
    }

    /** Ends the thread; what it read from is the caller's to close, before. */
    @Override
    public void close() {
        reader.interrupt();
    }
}
