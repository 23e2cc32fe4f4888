package org.copyhold.connect.blocks;

import org.copyhold.connect.linux.LinuxException;

import java.lang.foreign.MemorySegment;

/** The bytes of a volume, whatever they lie in. Not thread-safe. */
interface Image {
    /** How many bytes the volume has, holes included. */
    long size();

    /** Where data begins at or behind a place, or -1 when only a hole follows. */
    long nextData(long from) throws LinuxException;

    /** Where the data that begins at or around {@code data} ends: at a hole, or with the volume. */
    long dataEnd(long data) throws LinuxException;

    /**
     * Reads bytes, holes as zeros.
     *
     * @return how many were read: fewer than asked for only where the image has become shorter
     */
    long read(long at, MemorySegment into, long length) throws LinuxException;
}
