package org.copyhold.work;

import org.copyhold.store.FoundPoint;
import org.copyhold.store.SealedStore;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which store a rebuild takes each recovery point from first, when several have records of it: the
 * one with the newest state, and of equal ones the one that was added last. Used by one thread.
 */
final class PointKeepers {
    private final Map<String, SealedStore> keepers = new HashMap<>();
    private final Map<String, Integer> states = new HashMap<>();

    void add(SealedStore store, List<FoundPoint> points) {
        for (var point : points) {
            if (point.stateNumber() >= states.getOrDefault(point.id(), 0)) {
                states.put(point.id(), point.stateNumber());
                keepers.put(point.id(), store);
            }
        }
    }

    /** Whether a point is taken from this store first. */
    Predicate<FoundPoint> of(SealedStore store) {
        return point -> keepers.get(point.id()) == store;
    }

    /** Points of a resource are each other's base in this order. */
    static Instant completed(FoundPoint point) {
        try {
            return Instant.parse(point.labels().getOrDefault("completed", ""));
        } catch (DateTimeException e) {
            return Instant.EPOCH; // told when it is brought back
        }
    }
}
