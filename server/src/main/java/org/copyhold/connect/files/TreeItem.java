package org.copyhold.connect.files;

import org.copyhold.connect.Content;
import org.copyhold.connect.Item;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Reads;
import org.copyhold.connect.linux.Stat;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A file, folder, link or special file that a reading has come to. */
final class TreeItem implements Item {
    private final Place place;
    private final byte[] path;
    private final Kind kind;
    private final byte @Nullable [] firstName;
    private Stat stat;
    private @Nullable FileMeta meta;

    /**
     * An item as the walk saw it.
     *
     * @param firstName of a hard link, otherwise null
     */
    TreeItem(Place place, byte[] path, Kind kind, Stat stat, byte @Nullable [] firstName) {
        this.place = place;
        this.path = path;
        this.kind = kind;
        this.stat = stat;
        this.firstName = firstName;
    }

    /**
     * Where an item is found.
     *
     * @param dir the open folder that it is in; for an open folder, that one itself
     * @param name its name in there, or null for an open folder
     */
    record Place(TreeReading reading, int dir, byte @Nullable [] name) {}

    @Override
    public byte[] path() {
        return path;
    }

    @Override
    public boolean unchangedSince(byte[] metadata, Instant began) {
        FileMeta earlier;
        try {
            earlier = FileMeta.decode(metadata);
        } catch (IllegalArgumentException e) {
            return false; // recorded by a version that this one cannot read, which is no trouble
        }
        return earlier.kind() == kind
                && earlier.stamp().equals(stat.stamp())
                && stat.stamp().isSettledBefore(began)
                && (firstName == null || Arrays.equals(earlier.target(), firstName));
    }

    @Override
    public @Nullable Content open() {
        try {
            return switch (kind) {
                case FILE -> openFile();
                case HARD_LINK -> described(firstName, List.of());
                case SYMBOLIC_LINK ->
                        described(reads().linkTarget(place.dir, name()), attributes());
                case FOLDER, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE ->
                        described(null, attributes());
            };
        } catch (LinuxException e) {
            place.reading.couldNotRead(path, e);
            place.reading.hardLinks().forget(stat, path);
            return null;
        }
    }

    private Content described(byte @Nullable [] target, List<Attribute> attributes) {
        meta = FileMeta.of(kind, stat, target, attributes);
        return Content.NONE;
    }

    private @Nullable Content openFile() throws LinuxException {
        var fd = reads().openFile(place.dir, name());
        try {
            var opened = reads().stat(fd);
            if (!opened.isSameFile(stat)) {
                place.reading.hardLinks().forget(stat, path);
            }
            if (opened.kind() != Kind.FILE) {
                reads().close(fd);
                place.reading
                        .problems()
                        .tell(path, "became a " + opened.kind() + " while the folder was read");
                return null;
            }
            stat = opened;
            meta = FileMeta.of(kind, stat, null, attributesOf(fd));
            return new FileContent(reads(), place.reading.problems(), path, fd, stat);
        } catch (LinuxException e) {
            reads().close(fd);
            throw e;
        }
    }

    private List<Attribute> attributes() throws LinuxException {
        return place.name == null ? attributesOf(place.dir) : attributesAt(place.name);
    }

    private List<Attribute> attributesOf(int fd) {
        try {
            return place.reading.attributes().of(fd);
        } catch (LinuxException e) {
            return without(e);
        }
    }

    private List<Attribute> attributesAt(byte[] name) throws LinuxException {
        try {
            return place.reading.attributes().at(place.dir, name);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                throw e;
            }
            return without(e);
        }
    }

    private List<Attribute> without(LinuxException e) {
        place.reading
                .problems()
                .tell(path, "is kept without its extended attributes, which cannot be read", e);
        return List.of();
    }

    private Reads reads() {
        return place.reading.reads();
    }

    private byte[] name() {
        if (place.name == null) {
            throw new IllegalStateException("A " + kind + " is found by its name");
        }
        return place.name;
    }

    @Override
    public byte[] metadata() {
        if (meta == null) {
            throw new IllegalStateException("open() comes before metadata()");
        }
        return meta.encode();
    }

    @Override
    public long size() {
        return kind == Kind.FILE ? stat.size() : 0;
    }
}
