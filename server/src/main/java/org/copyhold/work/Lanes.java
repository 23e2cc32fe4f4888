package org.copyhold.work;

import org.copyhold.control.job.Lane;
import org.copyhold.control.job.Limits;
import org.copyhold.control.job.Place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts which jobs are in which lanes. A lane that was left is handed to those who wait for it
 * first: until it is {@linkplain #opened open} again, newcomers find it full. Thread-safe, and asks
 * nobody while it holds its lock, so that it may be asked within a transaction.
 */
final class Lanes {
    private final Limits limits;
    private final Map<Lane, Integer> taken = new HashMap<>();
    private final Map<String, List<Lane>> held = new HashMap<>();
    private final Set<Lane> left = new HashSet<>();

    Lanes(Limits limits) {
        this.limits = limits;
    }

    /** Lets a newcomer into all its lanes, or tells which one is full. */
    synchronized Optional<Lane> enter(Place place) {
        return enter(place, left);
    }

    /** The same for one who waited, and whose turn it is. */
    synchronized Optional<Lane> enterInTurn(Place place) {
        return enter(place, Set.of());
    }

    /** Counts a job that was let in before, however full it is. */
    synchronized void keep(Place place) {
        place.lanes().stream().filter(this::isLimited).forEach(lane -> take(place.job(), lane));
    }

    /** Lets a job out of its lanes; nobody new gets in before they are {@link #opened}. */
    synchronized List<Lane> leave(String job) {
        var lanes = held.remove(job);
        if (lanes == null) {
            return List.of();
        }
        for (var lane : lanes) {
            taken.merge(lane, -1, Integer::sum);
            taken.remove(lane, 0);
        }
        left.addAll(lanes);
        return lanes;
    }

    /** Opens a lane to newcomers: nobody waits for it who could be let in. */
    synchronized void opened(Lane lane) {
        left.remove(lane);
    }

    /** How many more a lane takes. */
    synchronized int room(Lane lane) {
        return isLimited(lane)
                ? Math.max(0, limits.of(lane.kind()) - taken.getOrDefault(lane, 0))
                : Integer.MAX_VALUE;
    }

    /** Forgets everybody. */
    synchronized void clear() {
        taken.clear();
        held.clear();
        left.clear();
    }

    /**
     * Jobs enter their lanes in one order, so those who insist on what they got never wait for each
     * other in a circle.
     */
    private Optional<Lane> enter(Place place, Set<Lane> closed) {
        var mine = held.getOrDefault(place.job(), List.of());
        var missing =
                place.lanes().stream()
                        .filter(lane -> isLimited(lane) && !mine.contains(lane))
                        .toList();
        var full =
                missing.stream()
                        .filter(lane -> room(lane) == 0 || closed.contains(lane))
                        .findFirst();
        if (full.isEmpty() || place.insists()) {
            missing.stream()
                    .takeWhile(lane -> full.isEmpty() || !lane.equals(full.get()))
                    .forEach(lane -> take(place.job(), lane));
        }
        return full;
    }

    private void take(String job, Lane lane) {
        held.computeIfAbsent(job, _ -> new ArrayList<>()).add(lane);
        taken.merge(lane, 1, Integer::sum);
    }

    private boolean isLimited(Lane lane) {
        return limits.of(lane.kind()) > 0;
    }
}
