package org.copyhold.store.copy;

/** How thoroughly a job verified what it dealt with. */
public enum Tier {
    /** Nothing moved, nothing was read. */
    NONE,
    /** Some packs were copied by the storage service, which says that their CRC32C is right. */
    V0,
    /** Every frame's sid and every pack's footer, without a key. */
    V1,
    /** The same of what was written, read again from where it is kept before the commit. */
    V1_READ_BACK,
    /** As V1, and every frame was opened with its key. */
    V2,
    /** Both. */
    V2_READ_BACK
}
