package org.copyhold.control.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** How a condition compares a value of the request with one that the policy names. */
enum Comparison {
    STRING_EQUALS,
    STRING_EQUALS_IGNORE_CASE,
    STRING_LIKE,
    ARN_LIKE,
    BOOL,
    NUMERIC_EQUALS,
    NUMERIC_LESS,
    NUMERIC_AT_MOST,
    NUMERIC_GREATER,
    NUMERIC_AT_LEAST,
    DATE_EQUALS,
    DATE_LESS,
    DATE_AT_MOST,
    DATE_GREATER,
    DATE_AT_LEAST,
    NULL;

    /** More digits than any number needs, and few enough to be compared at once. */
    private static final int MAX_DIGITS = 64;

    /**
     * A value that the policy names.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    Operand operand(String text, GlobReader globs) {
        return switch (this) {
            case STRING_EQUALS -> globs.read(text, false, false)::matches;
            case STRING_EQUALS_IGNORE_CASE -> globs.read(text, false, true)::matches;
            case STRING_LIKE -> globs.read(text, true, false)::matches;
            case ARN_LIKE -> arn(text, globs);
            case BOOL, NULL -> bool(text);
            case NUMERIC_EQUALS -> number(text, sign -> sign == 0);
            case NUMERIC_LESS -> number(text, sign -> sign < 0);
            case NUMERIC_AT_MOST -> number(text, sign -> sign <= 0);
            case NUMERIC_GREATER -> number(text, sign -> sign > 0);
            case NUMERIC_AT_LEAST -> number(text, sign -> sign >= 0);
            case DATE_EQUALS -> date(text, sign -> sign == 0);
            case DATE_LESS -> date(text, sign -> sign < 0);
            case DATE_AT_MOST -> date(text, sign -> sign <= 0);
            case DATE_GREATER -> date(text, sign -> sign > 0);
            case DATE_AT_LEAST -> date(text, sign -> sign >= 0);
        };
    }

    private static Operand arn(String text, GlobReader globs) {
        if (!text.equals("*") && !text.startsWith("${") && text.split(":", -1).length < 6) {
            throw new IllegalArgumentException("\"" + text + "\" is not an ARN");
        }
        return globs.read(text, true, false)::matchesArn;
    }

    private static Operand bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        }
        return (actual, _) -> actual.equalsIgnoreCase(text);
    }

    private static Operand number(String text, IntPredicate fits) {
        return ordered(text, Comparison::number, fits, "a number");
    }

    private static Operand date(String text, IntPredicate fits) {
        return ordered(text, Comparison::date, fits, "a date such as 2026-01-31T00:00:00Z");
    }

    /** A value of the request that is not of this kind fits nothing. */
    private static <T extends Comparable<T>> Operand ordered(
            String text, Function<String, Optional<T>> read, IntPredicate fits, String kind) {
        var wanted =
                read.apply(text)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "\"" + text + "\" is not " + kind));
        return (actual, _) ->
                read.apply(actual).filter(it -> fits.test(it.compareTo(wanted))).isPresent();
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** ISO 8601 with or without a time, or seconds since 1970. */
    private static Optional<Instant> date(String text) {
        try {
            if (text.matches("-?[0-9]{1,11}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
