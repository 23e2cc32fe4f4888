package org.copyhold.connect;

import java.io.Closeable;

/**
 * The bytes of an item, holes left out. Not thread-safe. Failures to read are told to the report
 * and read as an early end; where the rest is worth nothing without them they are a {@link
 * ConnectorException}.
 */
public interface Content extends Closeable {
    /** No bytes at all. */
    Content NONE =
            new Content() {
                @Override
                public long nextData(long from) {
                    return -1;
                }

                @Override
                public int read(long at, byte[] into, int offset, int length) {
                    return -1;
                }

                @Override
                public void close() {}
            };

    /** Where data begins at or behind {@code from}, or -1 when only a hole follows. */
    long nextData(long from);

    /**
     * Reads bytes that lie at {@code at}, at most up to the next hole.
     *
     * @return how many were read, at least one, or -1 at a hole or the end
     */
    int read(long at, byte[] into, int offset, int length);

    /**
     * Of what changes in place, block by block, how many bytes are to lie between two cuts; 0 where
     * its bytes are to say where it is cut.
     */
    default int blockBytes() {
        return 0;
    }

    @Override
    void close();
}
