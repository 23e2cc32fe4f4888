package org.copyhold.store.write;

/** The bytes of an entry, holes left out. Not thread-safe; never closed here. */
public interface Content {
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
     * Of what changes in place, block by block, how many bytes lie between two cuts; 0 where its
     * bytes say where it is cut.
     */
    default int blockBytes() {
        return 0;
    }
}
