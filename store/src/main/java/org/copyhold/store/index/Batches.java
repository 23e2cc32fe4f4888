package org.copyhold.store.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Cuts what is too much for one statement or one transaction into portions. */
final class Batches {
    /** Ids asked for in one query. */
    static final int IDS = 500;

    /**
     * Rows written in one transaction; more would keep others from the only write connection for
     * too long.
     */
    static final int ROWS = 1_000;

    private Batches() {}

    static <T> void forEach(Collection<T> all, int size, Consumer<List<T>> portion) {
        var list = all instanceof List<T> given ? given : new ArrayList<>(all);
        for (int from = 0; from < list.size(); from += size) {
            portion.accept(list.subList(from, Math.min(from + size, list.size())));
        }
    }

    /** {@code ?, ?, …} for so many parameters. */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
