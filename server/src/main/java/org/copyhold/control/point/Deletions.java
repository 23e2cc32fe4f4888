package org.copyhold.control.point;

import java.util.function.Consumer;

/**
 * Deletes recovery points, in two steps that survive a crash between them: the row becomes DELETING
 * and is then bound to go; the store lets go of its keys, and row and keys' records are gone.
 * Thread-safe.
 */
public final class Deletions {
    private final RecoveryPoints points;
    private final Consumer<RecoveryPoint> disposal;

    /**
     * @param disposal takes a recovery point out of its store, and its row out of the database in
     *     the store's transaction; does not throw for trouble with the store, but leaves the row
     *     DELETING, and tries again later
     */
    public Deletions(RecoveryPoints points, Consumer<RecoveryPoint> disposal) {
        this.points = points;
        this.disposal = disposal;
    }

    /** Deletes a recovery point; unless the store is in trouble it is gone when this returns. */
    public void delete(RecoveryPoint point) {
        if (points.startDeleting(point.id())) {
            disposal.accept(point);
        }
    }
}
