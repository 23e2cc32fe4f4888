package org.copyhold.control.job;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the children of a parent are.
 *
 * @param byState how many there are in each state
 * @param ended how many of them have ended
 * @param progress of all of them together
 */
public record Tally(SortedMap<String, Long> byState, long ended, Progress progress) {
    private static final String WAITING = "CREATED";

    public Tally {
        byState = Collections.unmodifiableSortedMap(new TreeMap<>(byState));
    }

    /** Whether none is left to do. */
    public boolean isOver() {
        return ended == jobs();
    }

    /** Whether one has begun. */
    public boolean hasBegun() {
        return byState.getOrDefault(WAITING, 0L) < jobs();
    }

    private long jobs() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }
}
