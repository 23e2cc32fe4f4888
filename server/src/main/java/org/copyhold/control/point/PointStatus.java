package org.copyhold.control.point;

/** What a recovery point is good for; the names are those that clients see. */
public enum PointStatus {
    /** Whole, and can be copied and restored. */
    COMPLETED,
    /** Composite, and lacks something; what it has is whole, and can be copied and restored. */
    PARTIAL,
    /** Due for deletion, but its store cannot be opened; can be restored, not copied. */
    EXPIRED,
    /** Being deleted: its keys may be gone already. */
    DELETING;

    /** Whether all of it is there still. */
    public boolean isWhole() {
        return this != DELETING;
    }
}
