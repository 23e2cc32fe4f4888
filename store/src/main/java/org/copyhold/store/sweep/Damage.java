package org.copyhold.store.sweep;

import java.util.List;

/**
 * Something in a store that is not as it must be.
 *
 * @param what a sentence that names the frame, pack or record
 * @param points ids of the recovery points that cannot be restored whole because of it, in order;
 *     none when nobody needs it
 */
public record Damage(String what, List<String> points) {
    public Damage {
        points = List.copyOf(points);
    }
}
