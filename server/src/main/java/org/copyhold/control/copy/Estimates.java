package org.copyhold.control.copy;

import java.util.Optional;

/** Foretells how much a copy would move. Changes nothing; thread-safe. */
public interface Estimates {
    /** How much the copy would move if it ran now; empty when nobody can tell. */
    Optional<Estimate> of(PlannedCopy copy);

    /**
     * Stored bytes.
     *
     * @param bytesToMove at most a little too many
     * @param bytesThere at the destination already, as far as they had to be looked at
     */
    record Estimate(long bytesToMove, long bytesThere) {}
}
