package org.copyhold.store.pack;

import java.util.function.Consumer;

/**
 * Checks a pack while its bytes stream by, first to last: every frame against its sid, the rest
 * against the footer. Not thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class PackVerifier {
    /**
     * Checks a pack whose footer was read and compared with its name already ({@link Footer#read}).
     *
     * @param damaged told of each frame whose bytes are not what its sid says; may throw to end the
     *     check
     */
    public PackVerifier(Footer footer, Consumer<PackEntry> damaged) {}

    /** The next bytes of the pack. */
    public void update(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /**
     * To be called behind the last byte.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when the pack has not ended, or its magic
     *     or footer are damaged
     */
    public void finish() {
        throw new UnsupportedOperationException();
    }
}
