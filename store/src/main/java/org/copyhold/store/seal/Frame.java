package org.copyhold.store.seal;

import org.copyhold.store.chunk.Sid;

/**
 * One sealed chunk or page.
 *
 * @param key what opens it; goes into the parent's sealed face
 * @param bytes the frame itself, to be handed on and not changed
 */
public record Frame(Sid sid, FrameType type, ChunkKey key, byte[] bytes) {
    /** No frame is longer. */
    public static final int MAX_BYTES = (4 << 20) + (1 << 10);

    /** Bytes before the public face. */
    public static final int HEADER_BYTES = 44;

    /** No chunk's plaintext is longer. */
    public static final int MAX_CHUNK_BYTES = 4 << 20;

    /** No public and no sealed face of a page is longer. */
    public static final int MAX_FACE_BYTES = 1 << 20;
}
