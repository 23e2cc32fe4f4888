package org.copyhold.connect.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.copyhold.connect.linux.Calls;
import org.copyhold.connect.linux.Errno;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.Scratch;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Extended attributes, POSIX ACLs among them. Of files and folders they are read through the
 * descriptor; of links and special files, which are not opened, through {@code
 * /proc/self/fd/<folder>/<name>}, which cannot leave that folder either. Not thread-safe.
 */
final class ExtendedAttributes {
    private static final int VALUES_AT = Scratch.BUFFER_BYTES / 2;
    private static final int ROOM = Scratch.BUFFER_BYTES / 2;

    private final Scratch scratch;

    ExtendedAttributes(Scratch scratch) {
        this.scratch = scratch;
    }

    /** All attributes of an open file or folder, in byte order of their names. */
    List<Attribute> of(int fd) throws LinuxException {
        return read(
                () -> Calls.flistxattr(scratch.state, fd, scratch.buffer, ROOM),
                name ->
                        Calls.fgetxattr(
                                scratch.state, fd, scratch.secondName(name), values(), ROOM));
    }

    /** All attributes of what stands under a name, of a link itself. */
    List<Attribute> at(int dir, byte[] name) throws LinuxException {
        var path = path(dir, name);
        return read(
                () -> Calls.llistxattr(scratch.state, scratch.name(path), scratch.buffer, ROOM),
                key ->
                        Calls.lgetxattr(
                                scratch.state,
                                scratch.name(path),
                                scratch.secondName(key),
                                values(),
                                ROOM));
    }

    void set(int fd, Attribute attribute) throws LinuxException {
        var name = scratch.secondName(attribute.name());
        var value = value(attribute);
        scratch.check(
                "fsetxattr",
                Calls.fsetxattr(scratch.state, fd, name, value, attribute.value().length));
    }

    void setAt(int dir, byte[] name, Attribute attribute) throws LinuxException {
        var path = scratch.name(path(dir, name));
        var key = scratch.secondName(attribute.name());
        var value = value(attribute);
        scratch.check(
                "lsetxattr",
                Calls.lsetxattr(scratch.state, path, key, value, attribute.value().length));
    }

    /** Removes an attribute; false when there was none. */
    boolean remove(int fd, byte[] name) throws LinuxException {
        try {
            scratch.check(
                    "fremovexattr",
                    Calls.fremovexattr(scratch.state, fd, scratch.secondName(name)));
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.ENODATA) || e.is(Errno.EOPNOTSUPP)) {
                return false;
            }
            throw e;
        }
    }

    private List<Attribute> read(Listing listing, Getting getting) throws LinuxException {
        var attributes = new ArrayList<Attribute>();
        for (var name : names(listing)) {
            try {
                var length = scratch.check("getxattr", getting.get(name));
                attributes.add(new Attribute(name, values().asSlice(0, length).toArray(JAVA_BYTE)));
            } catch (LinuxException e) {
                if (!e.is(Errno.ENODATA)) { // else it went away between the two calls
                    throw e;
                }
            }
        }
        return attributes;
    }

    private List<byte[]> names(Listing listing) throws LinuxException {
        var length = listing.list();
        if (length == 0) {
            return List.of();
        }
        if (length == -1 && Errno.of(Calls.errno(scratch.state)) == Errno.EOPNOTSUPP) {
            return List.of();
        }
        var list = scratch.taken(scratch.check("listxattr", length));
        var names = new ArrayList<byte[]>();
        for (int from = 0, at = 0; at < list.length; at++) {
            if (list[at] == 0) {
                names.add(Arrays.copyOfRange(list, from, at));
                from = at + 1;
            }
        }
        names.sort(Arrays::compareUnsigned);
        return names;
    }

    private MemorySegment values() {
        return scratch.buffer.asSlice(VALUES_AT);
    }

    private MemorySegment value(Attribute attribute) throws LinuxException {
        var value = attribute.value();
        if (value.length > ROOM) {
            throw new LinuxException("setxattr", Errno.ERANGE);
        }
        MemorySegment.copy(value, 0, scratch.buffer, JAVA_BYTE, 0, value.length);
        return scratch.buffer;
    }

    private static byte[] path(int dir, byte[] name) {
        var folder = ("/proc/self/fd/" + dir + "/").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(folder.length + name.length).put(folder).put(name).array();
    }

    @FunctionalInterface
    private interface Listing {
        long list() throws LinuxException;
    }

    @FunctionalInterface
    private interface Getting {
        long get(byte[] name) throws LinuxException;
    }
}
