package org.copyhold.connect.buckets;

import org.jspecify.annotations.Nullable;

/** Chooses the latest versions of each key. Asked in path order. */
final class LatestVersions {
    /** More than any object has. */
    static final int ALL = Integer.MAX_VALUE;

    private final int most;
    private @Nullable String key;
    private int skipped;

    /**
     * @param most how many of one key
     */
    LatestVersions(int most) {
        this.most = most;
    }

    boolean wants(ObjectPath path) {
        return switch (path.kind()) {
            case OBJECT -> true;
            case COUNT -> {
                key = path.key();
                skipped = Math.max(0, path.versions() - most);
                yield false;
            }
            case VERSION -> !path.key().equals(key) || skipped-- <= 0;
        };
    }
}
