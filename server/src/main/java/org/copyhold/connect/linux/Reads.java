package org.copyhold.connect.linux;

import static org.copyhold.connect.linux.Machine.O_CLOEXEC;
import static org.copyhold.connect.linux.Machine.O_DIRECTORY;
import static org.copyhold.connect.linux.Machine.O_NOATIME;
import static org.copyhold.connect.linux.Machine.O_NOCTTY;
import static org.copyhold.connect.linux.Machine.O_NOFOLLOW;
import static org.copyhold.connect.linux.Machine.O_NONBLOCK;
import static org.copyhold.connect.linux.Machine.O_RDONLY;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked of the kernel to read a tree. Folders and files are descriptors, names are bytes.
 * Not thread-safe.
 */
public final class Reads {
    private static final byte[] NO_NAME = {};
    private static final byte[] UP = {'.', '.'};
    private static final int AT_NO_AUTOMOUNT = 0x800;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int SEEK_END = 2;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int DIRENT_LENGTH_AT = 16;
    private static final int DIRENT_NAME_AT = 19;

    private final Scratch scratch;

    public Reads(Scratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Opens a folder by its absolute path, through links: whoever declared the path meant where
     * they lead.
     */
    public int openRoot(byte[] path) throws LinuxException {
        return open(Calls.AT_FDCWD, path, O_DIRECTORY);
    }

    /** Opens a folder in a folder, never through a link. */
    public int openFolder(int dir, byte[] name) throws LinuxException {
        return openQuietly(dir, name, O_DIRECTORY | O_NOFOLLOW);
    }

    /** Opens the folder that holds a folder. */
    public int openParent(int dir) throws LinuxException {
        return openFolder(dir, UP);
    }

    /**
     * Opens a file in a folder; never through a link, and without waiting for a writer should it
     * have become a fifo.
     */
    public int openFile(int dir, byte[] name) throws LinuxException {
        return openQuietly(dir, name, O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    }

    /** Opens a file or device by its absolute path, through links. */
    public int openPath(byte[] path) throws LinuxException {
        return openQuietly(Calls.AT_FDCWD, path, O_NONBLOCK | O_NOCTTY);
    }

    /** Leaves the time of last access alone where that is allowed, which is for owners. */
    private int openQuietly(int dir, byte[] name, int flags) throws LinuxException {
        try {
            return open(dir, name, flags | O_NOATIME);
        } catch (LinuxException e) {
            if (e.is(Errno.EPERM)) {
                return open(dir, name, flags);
            }
            throw e;
        }
    }

    private int open(int dir, byte[] name, int flags) throws LinuxException {
        return scratch.check(
                "openat",
                Calls.openat(
                        scratch.state, dir, scratch.name(name), O_RDONLY | O_CLOEXEC | flags, 0));
    }

    /** Closes what was opened for reading; an error would speak of nothing that matters. */
    public void close(int fd) {
        var _ = Calls.close(scratch.state, fd);
    }

    public Stat stat(int fd) throws LinuxException {
        return statx(fd, NO_NAME, AT_EMPTY_PATH);
    }

    /** Looks at what stands under a name, at a link itself and not where it leads. */
    public Stat statAt(int dir, byte[] name) throws LinuxException {
        return statx(dir, name, Calls.AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT);
    }

    /** Looks at what an absolute path leads to, through links. */
    public Stat statRoot(byte[] path) throws LinuxException {
        return statx(Calls.AT_FDCWD, path, 0);
    }

    private Stat statx(int dir, byte[] name, int flags) throws LinuxException {
        var into = scratch.buffer;
        scratch.check("statx", Calls.statx(scratch.state, dir, scratch.name(name), flags, into));
        return Stat.of(into);
    }

    /** The names in a folder, in byte order, without "." and "..". */
    public byte[][] names(int fd) throws LinuxException {
        List<byte[]> names = new ArrayList<>();
        while (true) {
            var length =
                    scratch.check(
                            "getdents64",
                            Calls.getdents64(
                                    scratch.state, fd, scratch.buffer, Scratch.BUFFER_BYTES));
            if (length == 0) {
                break;
            }
            for (long at = 0;
                    at < length;
                    at +=
                            Short.toUnsignedInt(
                                    scratch.buffer.get(JAVA_SHORT, at + DIRENT_LENGTH_AT))) {
                addName(scratch.buffer, at + DIRENT_NAME_AT, names);
            }
        }
        var sorted = names.toArray(byte[][]::new);
        Arrays.sort(sorted, Arrays::compareUnsigned);
        return sorted;
    }

    private static void addName(MemorySegment entries, long at, List<byte[]> names) {
        var end = at;
        while (entries.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        var name = entries.asSlice(at, end - at).toArray(JAVA_BYTE);
        var isSelfOrParent = name[0] == '.' && (name.length == 1 || Arrays.equals(name, UP));
        if (!isSelfOrParent) {
            names.add(name);
        }
    }

    /** Where a symbolic link leads. */
    public byte[] linkTarget(int dir, byte[] name) throws LinuxException {
        var length =
                scratch.check(
                        "readlinkat",
                        Calls.readlinkat(
                                scratch.state,
                                dir,
                                scratch.name(name),
                                scratch.buffer,
                                Scratch.BUFFER_BYTES));
        return scratch.taken(length);
    }

    /** Reads at most this many bytes; 0 behind the end of the file. */
    public int read(int fd, long at, byte[] into, int offset, int length) throws LinuxException {
        var wanted = Math.min(length, Scratch.BUFFER_BYTES);
        var read =
                (int)
                        scratch.check(
                                "pread",
                                Calls.pread(scratch.state, fd, scratch.buffer, wanted, at));
        MemorySegment.copy(scratch.buffer, JAVA_BYTE, 0, into, offset, read);
        return read;
    }

    /** Reads into native memory, at most this many bytes; 0 behind the end of the file. */
    public long read(int fd, long at, MemorySegment into, long length) throws LinuxException {
        return scratch.check("pread", Calls.pread(scratch.state, fd, into, length, at));
    }

    /** Where an open file or device ends. */
    public long length(int fd) throws LinuxException {
        return scratch.check("lseek", Calls.lseek(scratch.state, fd, 0, SEEK_END));
    }

    /** Where data begins at or behind a place, or -1 when none follows. */
    public long nextData(int fd, long from) throws LinuxException {
        return seek(fd, from, SEEK_DATA);
    }

    /** Where the next hole begins, the end of the file being one; -1 behind that end. */
    public long nextHole(int fd, long from) throws LinuxException {
        return seek(fd, from, SEEK_HOLE);
    }

    private long seek(int fd, long from, int whence) throws LinuxException {
        try {
            return scratch.check("lseek", Calls.lseek(scratch.state, fd, from, whence));
        } catch (LinuxException e) {
            if (e.is(Errno.ENXIO)) {
                return -1;
            }
            throw e;
        }
    }
}
