package org.copyhold.store.blob;

/**
 * A blob being written, seen by nobody yet. Not thread-safe. All methods throw {@link
 * org.copyhold.store.StoreException}.
 */
public interface Draft extends AutoCloseable {
    /** Writes more bytes at the end. */
    void append(byte[] bytes, int offset, int length);

    /** Bytes written so far. */
    long length();

    /**
     * Gives the blob its name; durable on return. When the name is taken, what has it stays and
     * this draft is discarded. Publishing again under the same name does nothing.
     */
    void publish(String name);

    /** Discards what was not published. */
    @Override
    void close();
}
