package org.copyhold.control.policy;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * An operator of a condition, such as {@code ForAllValues:StringNotLikeIfExists}.
 *
 * @param denies whether it holds where its comparison does not
 * @param ifExists whether it holds for an absent key
 */
record Operator(Comparison comparison, boolean denies, boolean ifExists, Scope scope) {
    private static final String IF_EXISTS = "IfExists";
    private static final Map<String, Operator> PLAIN =
            Map.ofEntries(
                    entry("StringEquals", holds(Comparison.STRING_EQUALS)),
                    entry("StringNotEquals", fails(Comparison.STRING_EQUALS)),
                    entry("StringEqualsIgnoreCase", holds(Comparison.STRING_EQUALS_IGNORE_CASE)),
                    entry("StringNotEqualsIgnoreCase", fails(Comparison.STRING_EQUALS_IGNORE_CASE)),
                    entry("StringLike", holds(Comparison.STRING_LIKE)),
                    entry("StringNotLike", fails(Comparison.STRING_LIKE)),
                    entry("ArnEquals", holds(Comparison.ARN_LIKE)),
                    entry("ArnNotEquals", fails(Comparison.ARN_LIKE)),
                    entry("ArnLike", holds(Comparison.ARN_LIKE)),
                    entry("ArnNotLike", fails(Comparison.ARN_LIKE)),
                    entry("Bool", holds(Comparison.BOOL)),
                    entry("NumericEquals", holds(Comparison.NUMERIC_EQUALS)),
                    entry("NumericNotEquals", fails(Comparison.NUMERIC_EQUALS)),
                    entry("NumericLessThan", holds(Comparison.NUMERIC_LESS)),
                    entry("NumericLessThanEquals", holds(Comparison.NUMERIC_AT_MOST)),
                    entry("NumericGreaterThan", holds(Comparison.NUMERIC_GREATER)),
                    entry("NumericGreaterThanEquals", holds(Comparison.NUMERIC_AT_LEAST)),
                    entry("DateEquals", holds(Comparison.DATE_EQUALS)),
                    entry("DateNotEquals", fails(Comparison.DATE_EQUALS)),
                    entry("DateLessThan", holds(Comparison.DATE_LESS)),
                    entry("DateLessThanEquals", holds(Comparison.DATE_AT_MOST)),
                    entry("DateGreaterThan", holds(Comparison.DATE_GREATER)),
                    entry("DateGreaterThanEquals", holds(Comparison.DATE_AT_LEAST)),
                    entry("Null", holds(Comparison.NULL)));

    /** Which of a key's values have to pass. */
    enum Scope {
        ANY_VALUE("ForAnyValue:"),
        ALL_VALUES("ForAllValues:"),
        /** One of them, or every one where the operator denies. */
        WHOLE("");

        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The operator of that name, if there is one. */
    static Optional<Operator> named(String name) {
        var scope = scope(name);
        var rest = name.substring(scope.prefix.length());
        var ifExists = rest.endsWith(IF_EXISTS);
        var plain =
                PLAIN.get(ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest);
        if (plain == null) {
            return Optional.empty();
        }
        if (plain.comparison == Comparison.NULL && (ifExists || scope != Scope.WHOLE)) {
            return Optional.empty();
        }
        return Optional.of(new Operator(plain.comparison, plain.denies, ifExists, scope));
    }

    boolean holdsWithoutValues() {
        return ifExists
                || switch (scope) {
                    case ALL_VALUES -> true;
                    case ANY_VALUE -> false;
                    case WHOLE -> denies;
                };
    }

    private static Scope scope(String name) {
        for (var scope : Scope.values()) {
            if (name.startsWith(scope.prefix)) {
                return scope;
            }
        }
        return Scope.WHOLE;
    }

    private static Operator holds(Comparison comparison) {
        return new Operator(comparison, false, false, Scope.WHOLE);
    }

    private static Operator fails(Comparison comparison) {
        return new Operator(comparison, true, false, Scope.WHOLE);
    }
}
