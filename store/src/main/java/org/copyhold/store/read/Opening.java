package org.copyhold.store.read;

import org.copyhold.store.chunk.Sid;

/**
 * How one frame is opened and checked.
 *
 * @param <T> what comes out
 */
interface Opening<T> {
    Sid sid();

    int frameLength();

    /**
     * Opens the frame that lies in {@code bytes}. Called from any thread.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when it is not what it must be
     */
    T open(byte[] bytes, int offset, int length);
}
