package org.copyhold.store.copy;

/** How thoroughly a job verified what it dealt with. */
public enum Tier {
    /** Nothing moved, nothing was read. */
    NONE,
    /** Every frame's sid and every pack's footer, without a key. */
    V1
}
