package org.copyhold.store.walk;

import org.copyhold.store.chunk.Sid;

/**
 * A frame that somebody wants, and where it lies in its pack.
 *
 * @param offset bytes from the pack's beginning
 * @param length bytes of the frame
 */
public record Wanted(Sid sid, long offset, int length) {
    /** The offset behind the frame. */
    public long end() {
        return offset + length;
    }
}
