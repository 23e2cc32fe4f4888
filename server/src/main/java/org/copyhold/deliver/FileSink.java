package org.copyhold.deliver;

import org.copyhold.control.event.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A file of JSON lines. It is opened anew each time, so it may be renamed away at any moment; lines
 * are on the disk before they count as delivered.
 */
public final class FileSink implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);
    private static final int AT_ONCE = 500;

    /** What an event's line begins with: what is left of one that was torn does so too. */
    private static final String BEGINNING = "{\"version\":\"0\",\"id\":\"";

    private static final int LONGEST_LINE = 1 << 20;

    private final Path file;

    /** Whether the folder is known to name the file, even should the machine stop now. */
    private boolean isNamed;

    public FileSink(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void deliver(List<Waiting> events, Consumer<Waiting> delivered) throws Undelivered {
        var lines = new StringBuilder();
        events.forEach(it -> lines.append(it.body()).append('\n'));
        try {
            append(lines.toString());
        } catch (IOException e) {
            throw new Undelivered(
                    "The file "
                            + file
                            + " cannot be written ("
                            + e
                            + "); look at its disk and folder.");
        }
        events.forEach(delivered);
    }

    private void append(String lines) throws IOException {
        var folder = Objects.requireNonNull(file.getParent(), "a file's path is absolute");
        Files.createDirectories(folder);
        isNamed &= Files.exists(file);
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            var end = mendedEnd(channel);
            var bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(true);
        }
        if (!isNamed) {
            try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
            isNamed = true;
        }
    }

    /**
     * Where the next line goes. What a crash left of a line is cut off, since its event did not
     * count as delivered and comes again; a last line that is no event of ours gets its end.
     */
    private long mendedEnd(FileChannel channel) throws IOException {
        var size = channel.size();
        if (size == 0 || read(channel, size - 1, 1)[0] == '\n') {
            return size;
        }
        var tail = read(channel, Math.max(0, size - LONGEST_LINE), LONGEST_LINE);
        var from = size - tail.length;
        var newline = lastNewline(tail);
        var torn = new String(tail, newline + 1, tail.length - newline - 1, StandardCharsets.UTF_8);
        if (BEGINNING.startsWith(torn) || torn.startsWith(BEGINNING)) {
            LOG.warn("{} ended with a torn line, which is removed and written again", file);
            var end = from + newline + 1;
            channel.truncate(end);
            return end;
        }
        return size + channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
    }

    /** What lies there, as far as the file goes. */
    private static byte[] read(FileChannel channel, long at, int atMost) throws IOException {
        var buffer = ByteBuffer.allocate((int) Math.min(atMost, channel.size() - at));
        var more = true;
        while (more && buffer.hasRemaining()) {
            more = channel.read(buffer, at + buffer.position()) > 0;
        }
        return buffer.array();
    }

    private static int lastNewline(byte[] bytes) {
        for (var i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
