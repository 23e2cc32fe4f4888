package org.copyhold.connect.linux;

import static org.copyhold.connect.linux.Library.broken;
import static org.copyhold.connect.linux.Library.function;
import static org.copyhold.connect.linux.Library.variadic;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's functions, one method each. All take the segment that errno is captured in, and
 * answer what the function answers. getdents64 and mknodat go through {@code syscall}: C libraries
 * before 2.30 and 2.33 do not export them.
 */
public final class Calls {
    public static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;

    private static final int KEEP_SIZE_AND_PUNCH_HOLE = 0x01 | 0x02;

    private static final int STATX_BASIC_AND_BIRTH = 0xFFF;

    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final boolean ARM = Machine.isArm();
    private static final long SYS_GETDENTS64 = ARM ? 61 : 217;
    private static final long SYS_MKNODAT = ARM ? 33 : 259;

    private static final MethodHandle OPENAT =
            variadic("openat", 3, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle STATX =
            function("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle GETDENTS64 =
            variadic("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle MKNODAT =
            variadic("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle READLINKAT =
            function("readlinkat", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle PREAD =
            function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE =
            function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LSEEK =
            function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FTRUNCATE =
            function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle FALLOCATE =
            function("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FSYNC = function("fsync", JAVA_INT, JAVA_INT);
    private static final MethodHandle SYNCFS = function("syncfs", JAVA_INT, JAVA_INT);
    private static final MethodHandle MKDIRAT =
            function("mkdirat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SYMLINKAT =
            function("symlinkat", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle LINKAT =
            function("linkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle UNLINKAT =
            function("unlinkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FCHOWN =
            function("fchown", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FCHOWNAT =
            function("fchownat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FCHMOD = function("fchmod", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FCHMODAT =
            function("fchmodat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle FUTIMENS = function("futimens", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle UTIMENSAT =
            function("utimensat", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle FLISTXATTR =
            function("flistxattr", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle LLISTXATTR =
            function("llistxattr", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle FGETXATTR =
            function("fgetxattr", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle LGETXATTR =
            function("lgetxattr", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle FSETXATTR =
            function("fsetxattr", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle LSETXATTR =
            function("lsetxattr", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FREMOVEXATTR =
            function("fremovexattr", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle GETEUID = function("geteuid", JAVA_INT);

    private Calls() {}

    /** Whoever calls this has every function linked: they are when this class is initialised. */
    public static void prepare() {}

    public static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    public static int openat(
            MemorySegment state, int dir, MemorySegment name, int flags, int mode) {
        try {
            return (int) OPENAT.invokeExact(state, dir, name, flags, mode);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int close(MemorySegment state, int fd) {
        try {
            return (int) CLOSE.invokeExact(state, fd);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int statx(
            MemorySegment state, int dir, MemorySegment name, int flags, MemorySegment into) {
        try {
            return (int) STATX.invokeExact(state, dir, name, flags, STATX_BASIC_AND_BIRTH, into);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long getdents64(MemorySegment state, int fd, MemorySegment into, long length) {
        try {
            return (long) GETDENTS64.invokeExact(state, SYS_GETDENTS64, fd, into, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long mknodat(
            MemorySegment state, int dir, MemorySegment name, int mode, int device) {
        try {
            return (long) MKNODAT.invokeExact(state, SYS_MKNODAT, dir, name, mode, device);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long readlinkat(
            MemorySegment state, int dir, MemorySegment name, MemorySegment into, long length) {
        try {
            return (long) READLINKAT.invokeExact(state, dir, name, into, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long pread(
            MemorySegment state, int fd, MemorySegment into, long length, long at) {
        try {
            return (long) PREAD.invokeExact(state, fd, into, length, at);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long pwrite(
            MemorySegment state, int fd, MemorySegment from, long length, long at) {
        try {
            return (long) PWRITE.invokeExact(state, fd, from, length, at);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long lseek(MemorySegment state, int fd, long at, int whence) {
        try {
            return (long) LSEEK.invokeExact(state, fd, at, whence);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int ftruncate(MemorySegment state, int fd, long length) {
        try {
            return (int) FTRUNCATE.invokeExact(state, fd, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** fallocate: a hole from the beginning on. */
    public static int punch(MemorySegment state, int fd, long length) {
        try {
            return (int) FALLOCATE.invokeExact(state, fd, KEEP_SIZE_AND_PUNCH_HOLE, 0L, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int fsync(MemorySegment state, int fd) {
        try {
            return (int) FSYNC.invokeExact(state, fd);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int syncfs(MemorySegment state, int fd) {
        try {
            return (int) SYNCFS.invokeExact(state, fd);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int mkdirat(MemorySegment state, int dir, MemorySegment name, int mode) {
        try {
            return (int) MKDIRAT.invokeExact(state, dir, name, mode);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int symlinkat(
            MemorySegment state, MemorySegment target, int dir, MemorySegment name) {
        try {
            return (int) SYMLINKAT.invokeExact(state, target, dir, name);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int linkat(
            MemorySegment state, int oldDir, MemorySegment oldName, int dir, MemorySegment name) {
        try {
            return (int) LINKAT.invokeExact(state, oldDir, oldName, dir, name, 0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int unlinkat(MemorySegment state, int dir, MemorySegment name, int flags) {
        try {
            return (int) UNLINKAT.invokeExact(state, dir, name, flags);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int fchown(MemorySegment state, int fd, int uid, int gid) {
        try {
            return (int) FCHOWN.invokeExact(state, fd, uid, gid);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int fchownat(MemorySegment state, int dir, MemorySegment name, int uid, int gid) {
        try {
            return (int) FCHOWNAT.invokeExact(state, dir, name, uid, gid, AT_SYMLINK_NOFOLLOW);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int fchmod(MemorySegment state, int fd, int mode) {
        try {
            return (int) FCHMOD.invokeExact(state, fd, mode);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int fchmodat(
            MemorySegment state, int dir, MemorySegment name, int mode, int flags) {
        try {
            return (int) FCHMODAT.invokeExact(state, dir, name, mode, flags);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int futimens(MemorySegment state, int fd, MemorySegment times) {
        try {
            return (int) FUTIMENS.invokeExact(state, fd, times);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int utimensat(
            MemorySegment state, int dir, MemorySegment name, MemorySegment times, int flags) {
        try {
            return (int) UTIMENSAT.invokeExact(state, dir, name, times, flags);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long flistxattr(MemorySegment state, int fd, MemorySegment into, long length) {
        try {
            return (long) FLISTXATTR.invokeExact(state, fd, into, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long llistxattr(
            MemorySegment state, MemorySegment path, MemorySegment into, long length) {
        try {
            return (long) LLISTXATTR.invokeExact(state, path, into, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long fgetxattr(
            MemorySegment state, int fd, MemorySegment name, MemorySegment into, long length) {
        try {
            return (long) FGETXATTR.invokeExact(state, fd, name, into, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static long lgetxattr(
            MemorySegment state,
            MemorySegment path,
            MemorySegment name,
            MemorySegment into,
            long length) {
        try {
            return (long) LGETXATTR.invokeExact(state, path, name, into, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int fsetxattr(
            MemorySegment state, int fd, MemorySegment name, MemorySegment value, long length) {
        try {
            return (int) FSETXATTR.invokeExact(state, fd, name, value, length, 0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int lsetxattr(
            MemorySegment state,
            MemorySegment path,
            MemorySegment name,
            MemorySegment value,
            long length) {
        try {
            return (int) LSETXATTR.invokeExact(state, path, name, value, length, 0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int fremovexattr(MemorySegment state, int fd, MemorySegment name) {
        try {
            return (int) FREMOVEXATTR.invokeExact(state, fd, name);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    public static int geteuid(MemorySegment state) {
        try {
            return (int) GETEUID.invokeExact(state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }
}
