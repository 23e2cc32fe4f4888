package org.copyhold.store.write;

import org.copyhold.store.chunk.Pid;
import org.copyhold.store.index.Known;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Identity;
import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.StoredChunk;
import org.jspecify.annotations.Nullable;

/**
 * A chunk's plaintext in a batch's buffer, and what sealing found out about it. Handed from thread
 * to thread with its batch.
 */
final class Cut implements Batch.Item {
    private final long gap;
    private final int offset;
    private final int length;
    private @Nullable Identity identity;
    private @Nullable StoredChunk stored;
    private @Nullable Frame fresh;

    /**
     * A chunk that was just cut.
     *
     * @param gap zero bytes before it, as its record says
     * @param offset where it begins in the buffer
     */
    Cut(long gap, int offset, int length) {
        this.gap = gap;
        this.offset = offset;
        this.length = length;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    void identified(Identity is) {
        identity = is;
    }

    Identity identity() {
        return there(identity);
    }

    Pid pid() {
        return identity().pid();
    }

    /** The store has it, or will. */
    void storedAs(Known frame) {
        var is = identity();
        var chunk = new LeafRecord.Chunk(gap, is.length(), is.crc32c(), is.key());
        stored = new StoredChunk(chunk, frame.sid(), frame.length());
    }

    StoredChunk stored() {
        return there(stored);
    }

    /** This frame has to be packed, unless another cut of the same plaintext was first. */
    void freshly(@Nullable Frame frame) {
        fresh = frame;
    }

    @Nullable Frame fresh() {
        return fresh;
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The batch has not been sealed yet");
        }
        return value;
    }
}
