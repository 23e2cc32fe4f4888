package org.copyhold.connect.files;

import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.LinuxException;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Time;
import org.copyhold.connect.linux.Writes;

/**
 * Gives a restored file its owner, permissions, extended attributes and time, in the order in which
 * none undoes another: a change of owner takes setuid and capabilities away, and an ACL rewrites
 * the group's permissions. What the kernel refuses is counted, not fatal: a server that does not
 * run as root cannot give files to others.
 */
final class Properties {
    private static final int SET_USER_ID = 04000;
    private static final int SET_GROUP_ID = 02000;
    private static final int AS_IT_IS = -1;

    private final Writes writes;
    private final ExtendedAttributes attributes;
    private final Problems problems;
    private final int user;

    Properties(Writes writes, ExtendedAttributes attributes, Problems problems) {
        this.writes = writes;
        this.attributes = attributes;
        this.problems = problems;
        this.user = writes.user();
    }

    /** To an open file or folder. */
    void give(int fd, byte[] path, FileMeta meta) {
        give(new OfOpen(fd), path, meta);
    }

    /** To a link or special file, by its name in a folder. */
    void giveAt(int dir, byte[] name, byte[] path, FileMeta meta) {
        give(new OfNamed(dir, name), path, meta);
    }

    private void give(Target target, byte[] path, FileMeta meta) {
        var mode = own(target, path, meta);
        if (meta.kind() != Kind.SYMBOLIC_LINK) {
            attempt(path, "its permissions cannot be set", () -> target.permit(mode));
        }
        for (var attribute : meta.attributes()) {
            var name = RawPath.printable(attribute.name());
            attempt(
                    path,
                    "its extended attribute " + name + " cannot be set",
                    () -> target.set(attribute));
        }
        attempt(path, "its time cannot be set", () -> target.date(meta.stamp().modified()));
    }

    /**
     * Answers the permissions that are safe to give: nobody's programs run as somebody they were
     * not made by.
     */
    private int own(Target target, byte[] path, FileMeta meta) {
        try {
            target.own(meta.uid(), meta.gid());
            return meta.mode();
        } catch (LinuxException e) {
            var hasGroup = ownGroup(target, meta.gid());
            problems.count(
                    path,
                    hasGroup ? "its owner cannot be set" : "its owner and group cannot be set",
                    e);
            var asOther = meta.uid() == user ? 0 : SET_USER_ID;
            var asOtherGroup = hasGroup || meta.kind() == Kind.FOLDER ? 0 : SET_GROUP_ID;
            return meta.mode() & ~asOther & ~asOtherGroup;
        }
    }

    private static boolean ownGroup(Target target, int gid) {
        try {
            target.own(AS_IT_IS, gid);
            return true;
        } catch (LinuxException e) {
            return false; // which the caller tells together with the owner
        }
    }

    private void attempt(byte[] path, String otherwise, Step step) {
        try {
            step.take();
        } catch (LinuxException e) {
            problems.count(path, otherwise, e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws LinuxException;
    }

    private interface Target {
        void own(int uid, int gid) throws LinuxException;

        void permit(int mode) throws LinuxException;

        void set(Attribute attribute) throws LinuxException;

        void date(Time modified) throws LinuxException;
    }

    private final class OfOpen implements Target {
        private final int fd;

        OfOpen(int fd) {
            this.fd = fd;
        }

        @Override
        public void own(int uid, int gid) throws LinuxException {
            writes.own(fd, uid, gid);
        }

        @Override
        public void permit(int mode) throws LinuxException {
            writes.permit(fd, mode);
        }

        @Override
        public void set(Attribute attribute) throws LinuxException {
            attributes.set(fd, attribute);
        }

        @Override
        public void date(Time modified) throws LinuxException {
            writes.date(fd, modified);
        }
    }

    private final class OfNamed implements Target {
        private final int dir;
        private final byte[] name;

        OfNamed(int dir, byte[] name) {
            this.dir = dir;
            this.name = name;
        }

        @Override
        public void own(int uid, int gid) throws LinuxException {
            writes.ownAt(dir, name, uid, gid);
        }

        @Override
        public void permit(int mode) throws LinuxException {
            writes.permitAt(dir, name, mode);
        }

        @Override
        public void set(Attribute attribute) throws LinuxException {
            attributes.setAt(dir, name, attribute);
        }

        @Override
        public void date(Time modified) throws LinuxException {
            writes.dateAt(dir, name, modified);
        }
    }
}
