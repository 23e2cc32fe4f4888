package org.copyhold.store.read;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Chooses entries by path. Used by one thread. */
@FunctionalInterface
public interface PathFilter {
    /** Chooses every entry. */
    PathFilter ALL = path -> true;

    /** Whether the entry at this path is wanted. */
    boolean wants(byte[] path);

    /**
     * Whether any path from {@code first} to {@code last}, both included, may be wanted. When not,
     * pages are not even read.
     *
     * @param last null when the range has no end
     */
    default boolean wantsWithin(byte[] first, byte @Nullable [] last) {
        return true;
    }

    /** Chooses these paths, what lies below them, and the folders that lead to them. */
    static PathFilter below(List<byte[]> paths) {
        return new Subtrees(paths);
    }
}
