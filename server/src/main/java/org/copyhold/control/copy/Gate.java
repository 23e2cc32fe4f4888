package org.copyhold.control.copy;

import java.util.Optional;

/**
 * One condition that a copy has to meet. StartCopyJob, the running job and whoever asks beforehand
 * judge by the same ones: see {@link Gates}. Gates change nothing, are quick, and thread-safe.
 */
public interface Gate {
    /** What is looked at, in a few words for people, such as {@code Destination vault}. */
    String name();

    /** Whether it asks what can be done with recovery points of the type, whatever their state. */
    default boolean isAboutType() {
        return false;
    }

    /** Lets the copy through, which is empty, or says why not. */
    Optional<Refusal> judge(PlannedCopy copy);
}
