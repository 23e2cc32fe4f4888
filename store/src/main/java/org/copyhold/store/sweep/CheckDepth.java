package org.copyhold.store.sweep;

/** How much of a store a check reads. Neither needs a key. */
public enum CheckDepth {
    /**
     * Catalogue against objects, roots against the database, and every page: all that a point
     * reaches must be there. Of content only where it lies and how long it is.
     */
    QUICK,

    /** The same, and every byte of every pack against the storage ids (tier V1). */
    READ_DATA
}
