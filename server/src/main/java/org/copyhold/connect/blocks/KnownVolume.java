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
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A device or raw image that is there and is overwritten. Nothing is written before the restore's
 * first item has come; what was there cannot be brought back. One job at a time writes into it, and
 * it is never shorter than it was: whoever stops in between must be able to begin again.
 */
final class KnownVolume implements Target {
    private static final byte[] ZEROS = new byte[1 << 20];
    private static final int NONE = -1;

    /** What is being written; no other process writes for this data folder. */
    private static final Set<Claim> CLAIMED = ConcurrentHashMap.newKeySet();

    private final String shown;
    private final Reads reads;
    private final Writes writes;
    private @Nullable Kind kind;
    private @Nullable Claim claimed;
    private long capacity;
    private int fd = NONE;
    private boolean isHollow;
    private boolean touched;
    private long bytes;
    private long end;

    /** A file or device, whatever leads to it. */
    private record Claim(long device, long inode) {}

    /**
     * Opens the volume.
     *
     * @throws ConnectorException when it cannot be written to
     */
    KnownVolume(Resource resource) {
        var scratch = new Scratch();
        this.reads = new Reads(scratch);
        this.writes = new Writes(scratch);
        this.shown = "Restoring into v" + Volume.shown(resource).substring(1);
        try {
            open(RawPath.bytes(resource.path()), resource);
        } catch (LinuxException e) {
            close();
            var remedy =
                    e.is(Errno.EBUSY)
                            ? "Unmount it, then start the job again."
                            : "Attach it and let the user that runs the server write to it, then"
                                    + " start the job again.";
            throw failed("%s. %s".formatted(e.getMessage(), remedy), e);
        } catch (ConnectorException e) {
            close();
            throw e;
        }
    }

    private void open(byte[] path, Resource resource) throws LinuxException {
        kind = reads.statRoot(path).kind();
        if (!Volume.isWritable(kind, resource)) {
            throw failed(
                    "it is neither a block device nor a raw image. Restore into a new volume.",
                    null);
        }
        fd = writes.openPath(path);
        claim();
        capacity = reads.length(fd);
    }

    /**
     * Of a device the kernel lets one writer in; of a file it would let two mix what they write.
     */
    private void claim() throws LinuxException {
        var stamp = reads.stat(fd).stamp();
        var claim = new Claim(stamp.device(), stamp.inode());
        if (!CLAIMED.add(claim)) {
            throw failed(
                    "another job restores into it. Start the job again when that one has ended.",
                    null);
        }
        claimed = claim;
    }

    private ConnectorException failed(String what, @Nullable Exception why) {
        return new ConnectorException("%s failed: %s".formatted(shown, what), false, why);
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
            isHollow = writes.punch(fd, capacity);
            bytes = capacity;
        }
    }

    @Override
    public void write(long at, byte[] data) throws LinuxException {
        clear(at);
        writes.write(fd, at, data);
        end = at + data.length;
    }

    /** Fills up with zeros what had something else there, and cannot be made a hole. */
    private void clear(long to) throws LinuxException {
        while (!isHollow && end < to) {
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
        // What was there before is gone; what is left is told with the reason.
    }

    @Override
    public String left() {
        return touched ? "It holds a part of the recovery point now." : "It is as it was.";
    }

    @Override
    public boolean isTouched() {
        return touched;
    }

    @Override
    public void close() {
        if (fd != NONE) {
            reads.close(fd);
            fd = NONE;
        }
        if (claimed != null) {
            CLAIMED.remove(claimed);
            claimed = null;
        }
    }
}
