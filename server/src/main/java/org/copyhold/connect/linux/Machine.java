package org.copyhold.connect.linux;

import java.util.Locale;

/** The numbers that Linux gives its names, which for some depend on the processor. */
public final class Machine {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_NOCTTY = 0x100;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_DIRECTORY = isArm() ? 0x4000 : 0x10000;
    public static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;
    public static final int O_NOATIME = 0x40000;
    public static final int O_CLOEXEC = 0x80000;

    private Machine() {}

    /** Whether this is aarch64; otherwise it is x86_64. */
    public static boolean isArm() {
        var system = System.getProperty("os.name");
        var processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (system.equals("Linux") && processor.equals("aarch64")) {
            return true;
        }
        if (system.equals("Linux") && (processor.equals("amd64") || processor.equals("x86_64"))) {
            return false;
        }
        throw new UnsupportedOperationException(
                "Folders and volumes can be read on Linux on x86_64 and aarch64, not on "
                        + system
                        + " on "
                        + processor);
    }
}
