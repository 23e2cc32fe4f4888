package org.copyhold.control.event;

import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.restore.RestoreJob;

/**
 * Is told of every change of state, by the keepers, in the transaction that makes it: what is
 * written here becomes true with the change or not at all. Thread-safe.
 */
public interface Events {
    /** Nobody wants to know. */
    Events NONE = new Events() {};

    /** A copy job is in a state that it was not in before. */
    default void copyJob(CopyJob job) {}

    /** A backup job is in a state that it was not in before. */
    default void backupJob(BackupJob job) {}

    /** A restore job is in a state that it was not in before. */
    default void restoreJob(RestoreJob job) {}

    /** A recovery point came to be. */
    default void recoveryPointAdded(RecoveryPoint point) {}

    /** A recovery point has another status, lifecycle or storage class than before. */
    default void recoveryPoint(RecoveryPoint point) {}

    /** A recovery point is gone; it is given as it was. */
    default void recoveryPointDeleted(RecoveryPoint point) {}

    /** Bytes of a store are not what they must be, or were not. */
    default void damageFound(DamageFound damage) {}
}
