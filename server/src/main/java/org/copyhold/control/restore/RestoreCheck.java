package org.copyhold.control.restore;

/** Looks whether a restore can be begun as it is asked for. */
@FunctionalInterface
public interface RestoreCheck {
    /**
     * Lets a job through whose metadata can be followed; cheap.
     *
     * @throws org.copyhold.kit.BackupException otherwise
     */
    void check(RestoreJob job);
}
