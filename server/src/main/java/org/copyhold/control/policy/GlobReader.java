package org.copyhold.control.policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads texts with wildcards and variables.
 *
 * @param variables whether <code>${…}</code> is a variable, as from version 2012-10-17 on
 */
record GlobReader(boolean variables) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern NAME = Pattern.compile("([^,'\\s]+)(?:\\s*,\\s*'([^']*)')?");

    /**
     * The pattern that {@code text} writes.
     *
     * @param wildcards whether {@code *} and {@code ?} stand for other characters
     * @throws IllegalArgumentException saying what is wrong with it
     */
    Glob read(String text, boolean wildcards, boolean anyCase) {
        var parts = new ArrayList<Glob.Part>();
        int at = 0;
        if (variables) {
            for (var m = VARIABLE.matcher(text); m.find(); at = m.end()) {
                addFixed(parts, text.substring(at, m.start()), wildcards);
                parts.add(part(m.group(1)));
            }
        }
        addFixed(parts, text.substring(at), wildcards);
        return Glob.of(parts, anyCase);
    }

    private void addFixed(List<Glob.Part> parts, String text, boolean wildcards) {
        if (variables && text.contains("${")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has a variable that does not end; write ${key}");
        }
        if (!text.isEmpty()) {
            parts.add(new Glob.Part.Fixed(Glob.symbols(text, wildcards)));
        }
    }

    /** <code>${*}</code>, <code>${?}</code> and <code>${$}</code> are those characters. */
    private static Glob.Part part(String name) {
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
            return new Glob.Part.Fixed(Glob.symbols(name, false));
        }
        var m = NAME.matcher(name);
        if (!m.matches()) {
            throw new IllegalArgumentException("${" + name + "} is not a policy variable");
        }
        var key = KnownKeys.require(m.group(1));
        @Nullable String otherwise = m.group(2);
        return new Glob.Part.Variable(key, otherwise);
    }
}
