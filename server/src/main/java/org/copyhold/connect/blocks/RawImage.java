package org.copyhold.connect.blocks;

import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Reads;

import java.lang.foreign.MemorySegment;

/** A block device, or a file that has the volume's bytes as they are. */
final class RawImage implements Image {
    private final Reads reads;
    private final int fd;
    private final long size;
    private final boolean mayHaveHoles;

    /**
     * An image in what is open.
     *
     * @param mayHaveHoles whether to ask the kernel for them; devices have none
     */
    RawImage(Reads reads, int fd, long size, boolean mayHaveHoles) {
        this.reads = reads;
        this.fd = fd;
        this.size = size;
        this.mayHaveHoles = mayHaveHoles;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long nextData(long from) throws LinuxException {
        if (from >= size) {
            return -1;
        }
        var data = mayHaveHoles ? reads.nextData(fd, from) : from;
        if (data < 0 && reads.length(fd) < size) {
            return from; // no hole, but nothing: whoever reads it finds that it became shorter
        }
        return data >= size ? -1 : data;
    }

    @Override
    public long dataEnd(long data) throws LinuxException {
        var hole = mayHaveHoles ? reads.nextHole(fd, data) : size;
        return hole < 0 ? size : Math.min(hole, size);
    }

    @Override
    public long read(long at, MemorySegment into, long length) throws LinuxException {
        var done = 0L;
        while (done < length) {
            var read = reads.read(fd, at + done, into.asSlice(done), length - done);
            if (read == 0) {
                break;
            }
            done += read;
        }
        return done;
    }
}
