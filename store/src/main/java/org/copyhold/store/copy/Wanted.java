package org.copyhold.store.copy;

import org.copyhold.store.chunk.Sid;

/**
 * A frame that must be moved, and where it lies in its pack at the source.
 *
 * @param offset bytes from the pack's beginning
 * @param length bytes of the frame
 */
record Wanted(Sid sid, long offset, int length) {
    long end() {
        return offset + length;
    }
}
