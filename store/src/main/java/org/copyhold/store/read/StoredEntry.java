package org.copyhold.store.read;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a recovery point being read. Good until the next one is asked for; not thread-safe.
 */
public interface StoredEntry {
    /** The path below the resource. */
    byte[] path();

    /** The connector's bytes. */
    byte[] metadata();

    /** Bytes of content, holes included. */
    long size();

    /**
     * The next bytes of content in ascending order, or null behind the last; what lies between is a
     * hole.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when they are not what was backed up
     */
    @Nullable Piece next();
}
