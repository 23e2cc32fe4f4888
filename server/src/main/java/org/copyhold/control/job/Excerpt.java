package org.copyhold.control.job;

import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a list, for a message that people read: the first ten, and how many more there
 * are. The job's log has all.
 */
public final class Excerpt {
    private static final int TOLD = 10;

    private Excerpt() {}

    /** Sentences, one after the other. */
    public static String of(List<String> sentences) {
        var told = first(sentences);
        if (sentences.size() > TOLD) {
            told.add("And %d more.".formatted(sentences.size() - TOLD));
        }
        return String.join(" ", told);
    }

    /** Names, with commas in between. */
    public static String ofNames(List<String> names) {
        var told = String.join(", ", first(names));
        return names.size() > TOLD ? told + " and %d more".formatted(names.size() - TOLD) : told;
    }

    private static List<String> first(List<String> all) {
        return new ArrayList<>(all.subList(0, Math.min(TOLD, all.size())));
    }
}
