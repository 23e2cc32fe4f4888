package org.copyhold.connect.linux;

/**
 * The errors of the kernel that are met with files. Their numbers are the same on x86_64 and
 * aarch64.
 */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or folder"),
    EINTR(4, "interrupted"),
    EIO(5, "input/output error of the device"),
    ENXIO(6, "no such device or address"),
    ENOMEM(12, "the kernel is out of memory"),
    EACCES(13, "permission denied"),
    EBUSY(16, "in use"),
    EEXIST(17, "exists already"),
    EXDEV(18, "on another file system"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a folder"),
    EISDIR(21, "a folder"),
    EINVAL(22, "not possible on this file system"),
    ENFILE(23, "too many open files on this machine"),
    EMFILE(24, "too many open files in this process"),
    ETXTBSY(26, "a program that is being run"),
    EFBIG(27, "larger than the file system allows"),
    ENOSPC(28, "no space left on the device"),
    EROFS(30, "the file system is read-only"),
    EMLINK(31, "too many hard links"),
    ERANGE(34, "larger than fits"),
    ENAMETOOLONG(36, "the name is too long"),
    ENOSYS(38, "not known to the kernel"),
    ENOTEMPTY(39, "the folder is not empty"),
    ELOOP(40, "a symbolic link"),
    ENODATA(61, "no such attribute"),
    EOVERFLOW(75, "too large"),
    EOPNOTSUPP(95, "not supported by the file system"),
    ESHUTDOWN(108, "the file system was shut down"),
    ETIMEDOUT(110, "the file system's server does not answer"),
    ESTALE(116, "the file system's server knows it no more"),
    EDQUOT(122, "the disk quota is used up"),
    OTHER(0, "unexpected error");

    private static final Errno[] BY_NUMBER = byNumber();

    private final int number;
    private final String words;

    Errno(int number, String words) {
        this.number = number;
        this.words = words;
    }

    private static Errno[] byNumber() {
        var all = new Errno[EDQUOT.number + 1];
        java.util.Arrays.fill(all, OTHER);
        for (var error : values()) {
            all[error.number] = error;
        }
        return all;
    }

    public static Errno of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : OTHER;
    }

    /** What the error says, without a subject. */
    public String words() {
        return words;
    }
}
