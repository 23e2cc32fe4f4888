package org.copyhold.kit;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param rows what the page shows, in the list's order
 * @param last the position of the last row when more follow; absent on the last page
 */
public record Slice<T>(List<T> rows, @Nullable Position last) {
    public Slice {
        rows = List.copyOf(rows);
    }

    /**
     * Cuts a page from rows that were read one beyond its size, which tells whether more follow.
     */
    public static <T> Slice<T> of(
            List<T> readOneBeyond, Page page, Function<T, Position> position) {
        if (readOneBeyond.size() <= page.size()) {
            return new Slice<>(readOneBeyond, null);
        }
        var rows = readOneBeyond.subList(0, page.size());
        return new Slice<>(rows, position.apply(rows.getLast()));
    }
}
