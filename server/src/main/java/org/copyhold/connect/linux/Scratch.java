package org.copyhold.connect.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Native memory for calls of the kernel, used over and over, so that a call costs no allocation.
 * One for each reading or restoring; not thread-safe. It goes with the garbage.
 */
public final class Scratch {
    public static final int BUFFER_BYTES = 1 << 20;
    private static final int NAME_BYTES = 4096 + 64;

    /** Where errno is captured. */
    public final MemorySegment state;

    /** Where a call's data comes from or goes to. */
    public final MemorySegment buffer;

    private final MemorySegment first;
    private final MemorySegment second;

    public Scratch() {
        var arena = Arena.ofAuto();
        state = arena.allocate(Calls.STATE);
        buffer = arena.allocate(BUFFER_BYTES, 8);
        first = arena.allocate(NAME_BYTES);
        second = arena.allocate(NAME_BYTES);
    }

    /** A name for a call, valid until the next one is written here. */
    public MemorySegment name(byte[] name) throws LinuxException {
        return write(name, first);
    }

    /** A second name for the same call. */
    public MemorySegment secondName(byte[] name) throws LinuxException {
        return write(name, second);
    }

    private static MemorySegment write(byte[] name, MemorySegment into) throws LinuxException {
        if (name.length >= NAME_BYTES) {
            throw new LinuxException("name", Errno.ENAMETOOLONG);
        }
        MemorySegment.copy(name, 0, into, JAVA_BYTE, 0, name.length);
        into.set(JAVA_BYTE, name.length, (byte) 0);
        return into;
    }

    /** The first bytes of the buffer. */
    public byte[] taken(long length) {
        return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** Passes on what a call answered, unless that is -1. */
    public long check(String call, long answer) throws LinuxException {
        if (answer == -1) {
            throw new LinuxException(call, Calls.errno(state));
        }
        return answer;
    }

    /** As the other, for calls that answer an int. */
    public int check(String call, int answer) throws LinuxException {
        return (int) check(call, (long) answer);
    }
}
