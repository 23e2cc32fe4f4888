package org.copyhold.store.sweep;

import java.util.List;

/**
 * What a check found.
 *
 * @param packs how many were verified
 * @param frames how many lay in them
 * @param bytes how many were hashed
 * @param points how many committed recovery points were followed to their last frame
 * @param damages what is not as it must be; empty for a sound store
 */
public record CheckReport(long packs, long frames, long bytes, long points, List<Damage> damages) {
    public CheckReport {
        damages = List.copyOf(damages);
    }

    /** Whether nothing is wrong. */
    public boolean sound() {
        return damages.isEmpty();
    }
}
