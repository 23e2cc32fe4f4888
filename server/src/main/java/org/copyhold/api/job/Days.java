package org.copyhold.api.job;

import org.jspecify.annotations.Nullable;

import java.util.OptionalInt;

/** Numbers of days on the wire. */
public final class Days {
    private Days() {}

    /** A number that may be absent; one beyond all limits stays beyond them, so that they speak. */
    public static OptionalInt read(@Nullable Long days) {
        return days == null
                ? OptionalInt.empty()
                : OptionalInt.of(Math.clamp(days, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
}
