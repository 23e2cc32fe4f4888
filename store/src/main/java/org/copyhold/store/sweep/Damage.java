package org.copyhold.store.sweep;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Something in a store that is not as it must be.
 *
 * @param what a sentence that names the frame, pack or record
 * @param pack the pack that healing would look into; null when there is none
 * @param points ids of the recovery points that cannot be restored whole because of it, in order;
 *     none when nobody needs it
 */
public record Damage(String what, @Nullable String pack, List<String> points) {
    public Damage {
        points = List.copyOf(points);
    }
}
