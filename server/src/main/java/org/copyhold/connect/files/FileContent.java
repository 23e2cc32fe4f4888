package org.copyhold.connect.files;

import org.copyhold.connect.Content;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Stat;

/** The content of an open file, up to the size that it had when it was opened. */
final class FileContent implements Content {
    private final Reads reads;
    private final Problems problems;
    private final byte[] path;
    private final int fd;
    private final Stat opened;
    private final boolean mayHaveHoles;
    private long dataFrom;
    private long dataTo;
    private boolean ended;
    private boolean closed;

    FileContent(Reads reads, Problems problems, byte[] path, int fd, Stat opened) {
        this.reads = reads;
        this.problems = problems;
        this.path = path;
        this.fd = fd;
        this.opened = opened;
        this.mayHaveHoles = opened.maySkipBlocks();
        this.dataTo = mayHaveHoles ? 0 : opened.size();
    }

    @Override
    public long nextData(long from) {
        if (ended || from >= opened.size()) {
            return -1;
        }
        if (isData(from)) {
            return from;
        }
        try {
            return seekData(from);
        } catch (LinuxException e) {
            end(from, e);
            return -1;
        }
    }

    private boolean isData(long at) {
        return at >= dataFrom && at < dataTo;
    }

    private long seekData(long from) throws LinuxException {
        var data = reads.nextData(fd, from);
        if (data == -1 || data >= opened.size()) {
            return -1;
        }
        var hole = reads.nextHole(fd, data);
        dataFrom = data;
        dataTo = Math.min(hole == -1 ? opened.size() : hole, opened.size());
        return data;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        if (nextData(at) != at) {
            return -1;
        }
        try {
            var wanted = (int) Math.min(length, dataTo - at);
            var read = reads.read(fd, at, into, offset, wanted);
            if (read > 0) {
                return read;
            }
            ended = true;
            problems.tell(
                    path,
                    "became shorter while it was read: "
                            + at
                            + " of "
                            + opened.size()
                            + " bytes are kept");
        } catch (LinuxException e) {
            end(at, e);
        }
        return -1;
    }

    private void end(long at, LinuxException e) {
        ended = true;
        problems.tell(path, "cannot be read from byte " + at + " on: " + e.getMessage());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!ended && !reads.stat(fd).stamp().equals(opened.stamp())) {
                problems.tell(path, "changed while it was read");
            }
        } catch (LinuxException e) {
            problems.tell(path, "cannot be looked at after reading: " + e.getMessage());
        } finally {
            reads.close(fd);
        }
    }
}
