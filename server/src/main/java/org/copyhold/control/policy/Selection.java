package org.copyhold.control.policy;

import java.util.List;

/**
 * What an element such as Action, or with {@code excludes} NotAction, takes in.
 *
 * @param excludes whether it takes in all but what fits the patterns
 */
record Selection(List<Glob> patterns, boolean excludes) {
    Selection {
        patterns = List.copyOf(patterns);
    }

    boolean has(String name, Keys keys) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name, keys)) != excludes;
    }
}
