package org.copyhold.connect.blocks;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Resource;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.copyhold.connect.linux.Writes;

/**
 * A device or raw image that is there and is overwritten. Nothing is written before the restore's
 * first item has come; what was there cannot be brought back.
 */
final class KnownVolume implements Target {
    private static final byte[] ZEROS = new byte[1 << 20];

    private final String shown;
    private final Reads reads;
    private final Writes writes;
    private final Kind kind;
    private final long capacity;
    private final int fd;
    private boolean touched;
    private long bytes;
    private long end;

    /**
     * Opens the volume.
     *
     * @throws ConnectorException when it cannot be written to
     */
    KnownVolume(Resource resource) {
        var scratch = new Scratch();
        var path = RawPath.bytes(resource.path());
        this.reads = new Reads(scratch);
        this.writes = new Writes(scratch);
        this.shown = "Restoring into v" + Volume.shown(resource).substring(1);
        try {
            this.kind = reads.statRoot(path).kind();
            if (!Volume.isWritable(kind, resource)) {
                throw new ConnectorException(
                        shown
                                + " failed: it is neither a block device nor a raw image. Restore"
                                + " into a new volume.",
                        false,
                        null);
            }
            this.fd = writes.openPath(path);
            this.capacity = reads.length(fd);
        } catch (LinuxException e) {
            var remedy =
                    e.is(Errno.EBUSY)
                            ? "Unmount it, then start the job again."
                            : "Attach it and let the user that runs the server write to it, then"
                                    + " start the job again.";
            throw new ConnectorException(
                    "%s failed: %s. %s".formatted(shown, e.getMessage(), remedy), false, e);
        }
    }

    @Override
    public String shown() {
        return shown;
    }

    @Override
    public void begin(long wanted) throws LinuxException {
        if (wanted > capacity) {
            throw new IllegalArgumentException(
                    "it has %d bytes, and %d are needed".formatted(capacity, wanted));
        }
        touched = true;
        bytes = wanted;
        if (kind == Kind.FILE) {
            writes.truncate(fd, 0);
            writes.truncate(fd, capacity);
        }
    }

    @Override
    public void write(long at, byte[] data) throws LinuxException {
        clear(at);
        writes.write(fd, at, data);
        end = at + data.length;
    }

    /** Fills up with zeros: a device has no holes, and had something else there. */
    private void clear(long to) throws LinuxException {
        while (kind != Kind.FILE && end < to) {
            var step = (int) Math.min(ZEROS.length, to - end);
            writes.write(fd, end, step == ZEROS.length ? ZEROS : new byte[step]);
            end += step;
        }
    }

    @Override
    public void finish() throws LinuxException {
        clear(bytes);
        writes.sync(fd);
    }

    @Override
    public void abandon() {
        // What was there before is gone; the message of whoever gave up says so.
    }

    @Override
    public String left() {
        return touched ? "It holds a part of the recovery point now." : "It is as it was.";
    }

    @Override
    public void close() {
        reads.close(fd);
    }
}
