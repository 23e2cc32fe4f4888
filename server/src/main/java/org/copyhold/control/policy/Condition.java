package org.copyhold.control.policy;

import java.util.List;

/**
 * One key of a condition block, with all values named for it: one of them has to hold, or none with
 * an operator that denies.
 *
 * @param key in lower case
 */
record Condition(Operator operator, String key, List<Operand> wanted) {
    Condition {
        wanted = List.copyOf(wanted);
    }

    boolean holds(Keys keys) {
        var actual = keys.values(key);
        if (operator.comparison() == Comparison.NULL) {
            var absent = Boolean.toString(actual.isEmpty());
            return wanted.stream().anyMatch(it -> it.holds(absent, keys));
        }
        if (actual.isEmpty()) {
            return operator.holdsWithoutValues();
        }
        return switch (operator.scope()) {
            case ALL_VALUES -> actual.stream().allMatch(it -> passes(it, keys));
            case ANY_VALUE -> actual.stream().anyMatch(it -> passes(it, keys));
            case WHOLE ->
                    operator.denies()
                            ? actual.stream().allMatch(it -> passes(it, keys))
                            : actual.stream().anyMatch(it -> passes(it, keys));
        };
    }

    private boolean passes(String actual, Keys keys) {
        return wanted.stream().anyMatch(it -> it.holds(actual, keys)) != operator.denies();
    }
}
