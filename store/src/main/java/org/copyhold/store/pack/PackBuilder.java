package org.copyhold.store.pack;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.FrameType;

/**
 * A pack being filled: add frames while they fit, {@link #seal} it, record its rows, {@link
 * #publish} it. Not thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class PackBuilder implements AutoCloseable {
    /** Begins an empty pack; its bytes go to the store as they come. */
    public PackBuilder(BlobStore blobs) {}

    /**
     * Whether a frame of this length may still be added: the first always, later ones up to the
     * target size.
     */
    public boolean fits(int frameLength) {
        throw new UnsupportedOperationException();
    }

    /** Adds a frame that was made here. */
    public void add(Frame frame) {
        add(frame.sid(), frame.type(), frame.bytes(), 0, frame.bytes().length);
    }

    /** Adds a frame as it is; whoever calls has checked its sid. */
    public void add(Sid sid, FrameType type, byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Frames added so far. */
    public int frames() {
        throw new UnsupportedOperationException();
    }

    /** Bytes written so far. */
    public long length() {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes the footer, after which no frame can be added: now the pack has a name. Once sealed,
     * gives the same again.
     */
    public Footer seal() {
        throw new UnsupportedOperationException();
    }

    /** Gives the sealed pack its name in the store; durable on return. */
    public void publish() {
        throw new UnsupportedOperationException();
    }

    /** Discards what was not published. */
    @Override
    public void close() {}
}
