package org.copyhold.store.seal;

/** Reads frames. Needs a key for what is sealed and none for what is public. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class Opener {
    private Opener() {}

    /**
     * The plaintext of a frame: a chunk's bytes, or a page's sealed face.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when the frame is damaged, over a limit, or
     *     not this key's
     */
    public static byte[] open(byte[] frame, ChunkKey key) {
        return open(frame, 0, frame.length, key);
    }

    /** The same for a frame that lies within a longer array. */
    public static byte[] open(byte[] bytes, int offset, int length, ChunkKey key) {
        throw new UnsupportedOperationException();
    }

    /**
     * The public face of a page, without opening it: check the frame's sid first.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when the frame is no page or over a limit
     */
    public static byte[] publicFace(byte[] frame) {
        throw new UnsupportedOperationException();
    }
}
