package org.copyhold.connect.blocks;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Resource;
import org.copyhold.connect.blocks.VolumeMeta.Form;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Scratch;
import org.copyhold.connect.linux.Stat;
import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** A volume that is open for reading. Not thread-safe. */
final class Volume implements AutoCloseable {
    private static final String QCOW2 = ".qcow2";
    private static final int NONE = -1;

    private final byte[] path;
    private final String shown;
    private final Reads reads = new Reads(new Scratch());
    private final Stat opened;
    private final Form form;
    private final Image image;
    private int fd = NONE;

    /**
     * Opens a volume.
     *
     * @throws ConnectorException when there is none, or it cannot be read
     */
    Volume(Resource resource) {
        this.path = RawPath.bytes(resource.path());
        this.shown = shown(resource);
        try {
            this.fd = reads.openPath(path);
            this.opened = reads.stat(fd);
            this.form = form(resource);
            this.image = openImage();
        } catch (LinuxException e) {
            close();
            throw unreadable(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A volume as messages name it. */
    static String shown(Resource resource) {
        var arn = resource.arn().resource();
        return "Volume "
                + arn.substring(arn.indexOf('/') + 1)
                + " at "
                + RawPath.printable(RawPath.bytes(resource.path()));
    }

    private Form form(Resource resource) {
        var name = String.valueOf(resource.path().getFileName()).toLowerCase(Locale.ROOT);
        return switch (opened.kind()) {
            case BLOCK_DEVICE -> Form.DEVICE;
            case FILE -> name.endsWith(QCOW2) ? Form.QCOW2 : Form.RAW;
            default ->
                    throw failed(
                            "is a " + opened.kind(),
                            "Declare a block device or an image file as the resource.",
                            null);
        };
    }

    private Image openImage() throws LinuxException {
        var found = form == Form.QCOW2 ? qcow2() : raw();
        if (found.size() == 0) {
            throw failed("has no bytes", "Declare a device or an image that has some.", null);
        }
        return found;
    }

    private Image raw() throws LinuxException {
        var isFile = form == Form.RAW;
        var size = isFile ? opened.size() : reads.length(fd);
        return new RawImage(reads, fd, size, isFile && opened.maySkipBlocks());
    }

    private Image qcow2() throws LinuxException {
        try {
            return new Qcow2Image(reads, fd);
        } catch (IllegalArgumentException e) {
            throw failed(
                    e.getMessage(), "Make an image that stands alone: qemu-img convert -O raw.", e);
        }
    }

    Image image() {
        return image;
    }

    VolumeMeta meta() {
        return VolumeMeta.of(form, opened.stamp());
    }

    /** Whether it was written to since it was opened, as far as that can be seen. */
    boolean hasChanged() throws LinuxException {
        return form != Form.DEVICE && !reads.stat(fd).stamp().equals(opened.stamp());
    }

    /** An image that is removed while it is read goes on being read to its end. */
    void checkRemains() {
        try {
            if (!reads.statRoot(path).isSameFile(opened)) {
                throw failed(
                        "was removed or replaced while it was read", "Start the job again.", null);
            }
        } catch (LinuxException e) {
            throw failed(
                    "was removed while it was read: " + e.getMessage(),
                    "Put it back, or declare where it is now, then start the job again.",
                    e);
        }
    }

    private ConnectorException unreadable(LinuxException e) {
        var remedy =
                switch (e.errno()) {
                    case ENOENT, ENXIO, ENODEV ->
                            "Attach or make it, or remove the resource with `copyhold resource"
                                    + " remove`.";
                    case EACCES, EPERM -> "Let the user that runs the server read it.";
                    default -> "Look at the kernel's log (dmesg), then start the job again.";
                };
        return failed("cannot be read: " + e.getMessage(), remedy, e);
    }

    /** Trouble with a place in it. */
    ConnectorException unreadableAt(long at, LinuxException e) {
        var remedy =
                e.is(Errno.EIO)
                        ? "Look at the disk and at the kernel's log (dmesg), then start the job"
                                + " again."
                        : e.remedy();
        return failed("cannot be read at byte " + at + ": " + e.getMessage(), remedy, e);
    }

    /** What went wrong with the volume as a whole, and what to do about it. */
    ConnectorException failed(@Nullable String what, String remedy, @Nullable Exception why) {
        return new ConnectorException(shown + " " + what + ". " + remedy, false, why);
    }

    /** Whether it is a device or a raw file, which can be written to as it lies. */
    static boolean isWritable(Kind kind, Resource resource) {
        var name = String.valueOf(resource.path().getFileName()).toLowerCase(Locale.ROOT);
        return kind == Kind.BLOCK_DEVICE || (kind == Kind.FILE && !name.endsWith(QCOW2));
    }

    @Override
    public void close() {
        if (fd != NONE) {
            reads.close(fd);
            fd = NONE;
        }
    }
}
