package org.copyhold.control.point;

/**
 * How near a recovery point is; the names are those that clients see. Where its Region has a cold
 * store, the bytes of what is COLD lie there; where it has none, the class is a state with rules.
 */
public enum StorageClass {
    /** Can be copied and restored. */
    WARM,
    /** Can be restored, not copied; the day it moved does not change any more. */
    COLD
}
