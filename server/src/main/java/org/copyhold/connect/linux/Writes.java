package org.copyhold.connect.linux;

import static org.copyhold.connect.linux.Machine.O_CLOEXEC;
import static org.copyhold.connect.linux.Machine.O_CREAT;
import static org.copyhold.connect.linux.Machine.O_EXCL;
import static org.copyhold.connect.linux.Machine.O_NOFOLLOW;
import static org.copyhold.connect.linux.Machine.O_WRONLY;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * What is asked of the kernel to make a tree. Nothing here follows a link below a folder. Not
 * thread-safe.
 */
public final class Writes {
    private static final int PRIVATE_FOLDER = 0700;
    private static final int PRIVATE_FILE = 0600;
    private static final int AT_REMOVEDIR = 0x200;
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private final Scratch scratch;

    public Writes(Scratch scratch) {
        this.scratch = scratch;
    }

    /** The user that this process acts as; 0 is root. */
    public int user() {
        return Calls.geteuid(scratch.state);
    }

    /** Makes a folder that none but its owner may enter. */
    public void makeFolder(int dir, byte[] name) throws LinuxException {
        scratch.check(
                "mkdirat", Calls.mkdirat(scratch.state, dir, scratch.name(name), PRIVATE_FOLDER));
    }

    /** Makes an empty file and opens it; what stands there already is an error. */
    public int makeFile(int dir, byte[] name) throws LinuxException {
        return open(dir, name, O_CREAT | O_EXCL);
    }

    /** Opens a file for writing. */
    public int openFile(int dir, byte[] name) throws LinuxException {
        return open(dir, name, 0);
    }

    /**
     * Opens a file or device by its absolute path, through links. A device that is mounted, or
     * otherwise in use, gives EBUSY.
     */
    public int openPath(byte[] path) throws LinuxException {
        return scratch.check(
                "openat",
                Calls.openat(
                        scratch.state,
                        Calls.AT_FDCWD,
                        scratch.name(path),
                        O_WRONLY | O_EXCL | O_CLOEXEC,
                        0));
    }

    private int open(int dir, byte[] name, int flags) throws LinuxException {
        return scratch.check(
                "openat",
                Calls.openat(
                        scratch.state,
                        dir,
                        scratch.name(name),
                        O_WRONLY | O_NOFOLLOW | O_CLOEXEC | flags,
                        PRIVATE_FILE));
    }

    /** Closes what was written; network file systems tell only here that there was no room. */
    public void close(int fd) throws LinuxException {
        scratch.check("close", Calls.close(scratch.state, fd));
    }

    public void write(int fd, long at, byte[] bytes) throws LinuxException {
        var done = 0;
        while (done < bytes.length) {
            var length = Math.min(bytes.length - done, Scratch.BUFFER_BYTES);
            MemorySegment.copy(bytes, done, scratch.buffer, JAVA_BYTE, 0, length);
            done +=
                    (int)
                            scratch.check(
                                    "pwrite",
                                    Calls.pwrite(
                                            scratch.state, fd, scratch.buffer, length, at + done));
        }
    }

    /** Sets a file's length; what is added is a hole. */
    public void truncate(int fd, long length) throws LinuxException {
        scratch.check("ftruncate", Calls.ftruncate(scratch.state, fd, length));
    }

    /**
     * Makes the beginning of a file a hole; its length stays.
     *
     * @return false when its file system has no such holes, and nothing was done
     */
    public boolean punch(int fd, long length) throws LinuxException {
        try {
            scratch.check("fallocate", Calls.punch(scratch.state, fd, length));
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.EOPNOTSUPP) || e.is(Errno.ENOSYS)) {
                return false;
            }
            throw e;
        }
    }

    public void makeSymbolicLink(byte[] target, int dir, byte[] name) throws LinuxException {
        scratch.check(
                "symlinkat",
                Calls.symlinkat(
                        scratch.state, scratch.secondName(target), dir, scratch.name(name)));
    }

    public void makeHardLink(int oldDir, byte[] oldName, int dir, byte[] name)
            throws LinuxException {
        scratch.check(
                "linkat",
                Calls.linkat(
                        scratch.state,
                        oldDir,
                        scratch.secondName(oldName),
                        dir,
                        scratch.name(name)));
    }

    /** Makes a fifo, socket or device. */
    public void makeSpecial(int dir, byte[] name, Kind kind, long rdev) throws LinuxException {
        var major = (int) (rdev >>> 32);
        var minor = (int) rdev;
        var device = (minor & 0xFF) | major << 8 | (minor & ~0xFF) << 12;
        scratch.check(
                "mknodat",
                Calls.mknodat(
                        scratch.state,
                        dir,
                        scratch.name(name),
                        kind.typeBits() | PRIVATE_FILE,
                        device));
    }

    /** Removes a name; a folder gives EISDIR. */
    public void unlink(int dir, byte[] name) throws LinuxException {
        scratch.check("unlinkat", Calls.unlinkat(scratch.state, dir, scratch.name(name), 0));
    }

    public void removeFolder(int dir, byte[] name) throws LinuxException {
        scratch.check(
                "unlinkat", Calls.unlinkat(scratch.state, dir, scratch.name(name), AT_REMOVEDIR));
    }

    /** Sets owner and group; -1 leaves one as it is. */
    public void own(int fd, int uid, int gid) throws LinuxException {
        scratch.check("fchown", Calls.fchown(scratch.state, fd, uid, gid));
    }

    public void ownAt(int dir, byte[] name, int uid, int gid) throws LinuxException {
        scratch.check("fchownat", Calls.fchownat(scratch.state, dir, scratch.name(name), uid, gid));
    }

    public void permit(int fd, int mode) throws LinuxException {
        scratch.check("fchmod", Calls.fchmod(scratch.state, fd, mode));
    }

    /**
     * Follows a link: only for what this process made in a folder that none else may enter, or
     * removes.
     */
    public void permitAt(int dir, byte[] name, int mode) throws LinuxException {
        scratch.check("fchmodat", Calls.fchmodat(scratch.state, dir, scratch.name(name), mode, 0));
    }

    /** Sets the time of last modification. */
    public void date(int fd, Time modified) throws LinuxException {
        scratch.check("futimens", Calls.futimens(scratch.state, fd, times(modified)));
    }

    public void dateAt(int dir, byte[] name, Time modified) throws LinuxException {
        scratch.check(
                "utimensat",
                Calls.utimensat(
                        scratch.state,
                        dir,
                        scratch.name(name),
                        times(modified),
                        Calls.AT_SYMLINK_NOFOLLOW));
    }

    private MemorySegment times(Time modified) {
        scratch.buffer.set(JAVA_LONG, 0, 0);
        scratch.buffer.set(JAVA_LONG, 8, UTIME_OMIT);
        scratch.buffer.set(JAVA_LONG, 16, modified.seconds());
        scratch.buffer.set(JAVA_LONG, 24, modified.nanos());
        return scratch.buffer;
    }

    /** Returns when what was written to a file, folder or device is durable. */
    public void sync(int fd) throws LinuxException {
        scratch.check("fsync", Calls.fsync(scratch.state, fd));
    }

    /** Makes all that was written to this file system durable. */
    public void syncFileSystem(int fd) throws LinuxException {
        scratch.check("syncfs", Calls.syncfs(scratch.state, fd));
    }
}
