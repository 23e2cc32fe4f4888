package org.copyhold.control.event;

import org.copyhold.kit.Arn;

import java.util.List;
import java.util.Optional;

/**
 * Bytes of a store were not what they must be. AWS Backup has no event of this kind.
 *
 * @param store where the store lies
 * @param what a sentence that names the damage
 * @param isHealed whether they are whole again, from another store
 * @param points how many recovery points need them
 * @param named the first of these
 */
public record DamageFound(
        Event.Place place, String store, String what, boolean isHealed, int points, List<Arn> named)
        implements Change {
    public DamageFound {
        named = List.copyOf(named);
    }

    @Override
    public Event event() {
        var detail =
                new Detail()
                        .with("store", store)
                        .with("damage", what)
                        .with("healed", isHealed ? "true" : "false")
                        .with("recoveryPoints", points);
        return new Event(store, Event.DAMAGE, place, named, detail.members());
    }

    @Override
    public Optional<Notification> notification() {
        return Optional.empty();
    }
}
