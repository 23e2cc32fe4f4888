package org.copyhold.store.pack;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.FrameType;

/**
 * Where a frame lies in its pack.
 *
 * @param offset from the pack's first byte, 8 to 64 MiB
 * @param length bytes of the frame
 */
public record PackEntry(Sid sid, int offset, int length, FrameType type) {
    public PackEntry {
        if (offset < Pack.MAGIC_BYTES || offset > Pack.MAX_BYTES) {
            throw new IllegalArgumentException("Frame " + sid + " cannot lie at " + offset);
        }
        if (length <= Frame.HEADER_BYTES || length > Frame.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "Frame " + sid + " cannot have " + length + " bytes");
        }
    }

    /** The offset behind the frame. */
    public int end() {
        return offset + length;
    }
}
