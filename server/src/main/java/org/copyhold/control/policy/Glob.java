package org.copyhold.control.policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text that stands for others: {@code *} for any characters, {@code ?} for one, <code>${key}
 * </code> for the value of a condition key. What a variable stands for is never read as a wildcard.
 */
final class Glob {
    private static final int STAR = -1;
    private static final int ONE = -2;
    private static final int ARN_PARTS = 6;

    private final List<Part> parts;
    private final boolean anyCase;

    /** The symbols when no variable is among the parts: code points and wildcards. */
    private final int @Nullable [] fixed;

    /** A piece of the text. */
    sealed interface Part {
        /** Code points and wildcards that always stand there. */
        record Fixed(int[] symbols) implements Part {}

        /**
         * The value of a key.
         *
         * @param otherwise stands there when the key is absent; null when nothing can
         */
        record Variable(String key, @Nullable String otherwise) implements Part {}
    }

    private Glob(List<Part> parts, boolean anyCase) {
        this.parts = List.copyOf(parts);
        this.anyCase = anyCase;
        this.fixed =
                parts.stream().allMatch(Part.Fixed.class::isInstance)
                        ? join(parts, new Keys(), anyCase)
                        : null;
    }

    /** A pattern of these parts; with {@code anyCase} letters fit in any case. */
    static Glob of(List<Part> parts, boolean anyCase) {
        return new Glob(parts, anyCase);
    }

    /** The symbols of a text in which wildcards are read as such, or not. */
    static int[] symbols(String text, boolean wildcards) {
        return text.codePoints()
                .map(c -> wildcards && c == '*' ? STAR : wildcards && c == '?' ? ONE : c)
                .toArray();
    }

    /** Whether the text is one of those this stands for. */
    boolean matches(String text, Keys keys) {
        var symbols = expand(keys);
        return symbols != null && fits(symbols, plain(text));
    }

    /**
     * As {@link #matches}, but each of an ARN's six parts by itself: no wildcard crosses colons.
     */
    boolean matchesArn(String text, Keys keys) {
        var symbols = expand(keys);
        if (symbols == null) {
            return false;
        }
        if (symbols.length == 1 && symbols[0] == STAR) {
            return true;
        }
        var wanted = arnParts(symbols);
        var given = arnParts(plain(text));
        return wanted.size() == ARN_PARTS
                && given.size() == ARN_PARTS
                && IntStream.range(0, ARN_PARTS).allMatch(i -> fits(wanted.get(i), given.get(i)));
    }

    private int[] plain(String text) {
        var all = text.codePoints();
        return (anyCase ? all.map(Character::toLowerCase) : all).toArray();
    }

    /** All symbols in a row; null when a variable has no value, and so nothing can fit. */
    private int @Nullable [] expand(Keys keys) {
        return fixed != null ? fixed : join(parts, keys, anyCase);
    }

    private static int @Nullable [] join(List<Part> parts, Keys keys, boolean anyCase) {
        var all = IntStream.builder();
        for (var part : parts) {
            switch (part) {
                case Part.Fixed it -> Arrays.stream(it.symbols()).forEach(all);
                case Part.Variable it -> {
                    var values = keys.values(it.key());
                    var value = values.isEmpty() ? it.otherwise() : values.getFirst();
                    if (value == null || values.size() > 1) {
                        return null;
                    }
                    value.codePoints().forEach(all);
                }
            }
        }
        var symbols = all.build();
        return (anyCase ? symbols.map(Character::toLowerCase) : symbols).toArray();
    }

    /** Every star gives back at most once for each character: no pattern takes long. */
    private static boolean fits(int[] pattern, int[] text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length) {
            if (p < pattern.length && pattern[p] == STAR) {
                star = p++;
                retry = t;
            } else if (p < pattern.length && (pattern[p] == ONE || pattern[p] == text[t])) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == STAR) {
            p++;
        }
        return p == pattern.length;
    }

    private static List<int[]> arnParts(int[] symbols) {
        var parts = new ArrayList<int[]>(ARN_PARTS);
        int from = 0;
        for (int i = 0; i < symbols.length && parts.size() < ARN_PARTS - 1; i++) {
            if (symbols[i] == ':') {
                parts.add(Arrays.copyOfRange(symbols, from, i));
                from = i + 1;
            }
        }
        parts.add(Arrays.copyOfRange(symbols, from, symbols.length));
        return parts;
    }
}
