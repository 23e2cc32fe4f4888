package org.copyhold.connect.linux;

/**
 * A call that the kernel refused. The message says why, without naming the file: the catcher knows
 * it.
 */
public final class LinuxException extends Exception {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    public LinuxException(String call, Errno errno) {
        super(words(call, errno, 0), null, false, false);
        this.errno = errno;
    }

    public LinuxException(String call, int number) {
        super(words(call, Errno.of(number), number), null, false, false);
        this.errno = Errno.of(number);
    }

    private static String words(String call, Errno errno, int number) {
        var name = errno == Errno.OTHER ? call + ": error " + number : errno.name();
        return errno.words() + " (" + name + ")";
    }

    public Errno errno() {
        return errno;
    }

    public boolean is(Errno wanted) {
        return errno == wanted;
    }

    /**
     * Whether it speaks of the whole place or process, so that going on with the next file makes no
     * sense.
     */
    public boolean concernsAll() {
        return switch (errno) {
            case ENOSPC, EDQUOT, EROFS, ENOMEM, ENFILE, EMFILE, ESHUTDOWN -> true;
            default -> false;
        };
    }

    /** What to do about an error that {@linkplain #concernsAll concerns all}. */
    public String remedy() {
        return switch (errno) {
            case ENOSPC, EDQUOT -> "Make room there or raise the quota, then start the job again.";
            case EROFS -> "Mount it for writing, then start the job again.";
            case ENFILE, EMFILE ->
                    "Raise the limit of open files (ulimit -n), then start the job again.";
            default -> "Look at the kernel's log (dmesg), then start the job again.";
        };
    }
}
