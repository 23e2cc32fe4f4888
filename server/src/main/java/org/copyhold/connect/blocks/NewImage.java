package org.copyhold.connect.blocks;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.copyhold.connect.linux.Writes;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A new raw image, sparse. None but its owner may open it. */
final class NewImage implements Target {
    /** What is all zeros is left a hole; smaller holes cost a file system more than they save. */
    private static final int HOLE_BYTES = 64 << 10;

    private static final byte[] ZEROS = new byte[HOLE_BYTES];
    private static final int NONE = -1;

    private final byte[] name;
    private final String shown;
    private final Reads reads;
    private final Writes writes;
    private int folder = NONE;
    private int fd = NONE;

    /**
     * Makes the image, in place of what an earlier attempt left.
     *
     * @throws ConnectorException when it cannot be made
     */
    NewImage(EbsOrder order) {
        var path = order.created().path();
        var scratch = new Scratch();
        this.reads = new Reads(scratch);
        this.writes = new Writes(scratch);
        this.name = String.valueOf(path.getFileName()).getBytes(StandardCharsets.US_ASCII);
        this.shown = "Restoring into " + RawPath.printable(RawPath.bytes(path));
        var parent = path.resolveSibling("");
        try {
            open(parent);
        } catch (LinuxException e) {
            close();
            throw failed(e.getMessage(), e.remedy(), e);
        } catch (IOException e) {
            close();
            throw failed(e.getMessage(), "Make that folder, then start the job again.", e);
        }
    }

    private void open(Path parent) throws IOException, LinuxException {
        Files.createDirectories(parent);
        folder = reads.openRoot(RawPath.bytes(parent));
        remove();
        fd = writes.makeFile(folder, name);
    }

    private ConnectorException failed(@Nullable String what, String remedy, Exception why) {
        return new ConnectorException(
                "%s failed: %s. %s".formatted(shown, what, remedy), false, why);
    }

    private void remove() throws LinuxException {
        try {
            writes.unlink(folder, name);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    @Override
    public String shown() {
        return shown;
    }

    @Override
    public void begin(long bytes) throws LinuxException {
        writes.truncate(fd, bytes);
    }

    @Override
    public void write(long at, byte[] bytes) throws LinuxException {
        for (var from = 0; from < bytes.length; ) {
            var to = nextZeros(bytes, from);
            if (to > from) {
                var isAll = from == 0 && to == bytes.length;
                writes.write(fd, at + from, isAll ? bytes : Arrays.copyOfRange(bytes, from, to));
            }
            from = to + HOLE_BYTES;
        }
    }

    /** Where, counted in steps, the next step of zeros begins. */
    private static int nextZeros(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length) {
            var end = Math.min(at + HOLE_BYTES, bytes.length);
            if (Arrays.equals(bytes, at, end, ZEROS, 0, end - at)) {
                return at;
            }
            at = end;
        }
        return bytes.length;
    }

    @Override
    public void finish() throws LinuxException {
        writes.sync(fd);
        writes.sync(folder);
    }

    @Override
    public void abandon() throws LinuxException {
        remove();
    }

    @Override
    public String left() {
        return "What was made of it is removed.";
    }

    @Override
    public void close() {
        if (fd != NONE) {
            reads.close(fd);
            fd = NONE;
        }
        if (folder != NONE) {
            reads.close(folder);
            folder = NONE;
        }
    }
}
