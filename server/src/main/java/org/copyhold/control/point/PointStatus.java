package org.copyhold.control.point;

/** What a recovery point is good for; the names are those that clients see. */
public enum PointStatus {
    /** Whole, and can be copied and restored. */
    COMPLETED,
    /** Being deleted: its keys may be gone already. */
    DELETING
}
