package org.copyhold.store.index;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How far a verification of every byte of a store has come.
 *
 * @param endedAt null while it goes on
 * @param after number of the row of the last pack seen
 * @param packs packs that were verified
 * @param bytes how many they have
 * @param damaged what was found damaged
 * @param lost what of that no store had whole
 */
public record ScrubRound(
        Instant beganAt,
        @Nullable Instant endedAt,
        long after,
        long packs,
        long bytes,
        long damaged,
        long lost) {
    /** One that begins. */
    public static ScrubRound from(Instant beganAt) {
        return new ScrubRound(beganAt, null, 0, 0, 0, 0, 0);
    }

    /** The same, after some of what was lost has been healed. */
    public ScrubRound mended(long count) {
        long left = Math.max(0, lost - count);
        return new ScrubRound(beganAt, endedAt, after, packs, bytes, damaged, left);
    }

    /** The same, ended. */
    public ScrubRound ended(Instant at) {
        return new ScrubRound(beganAt, at, after, packs, bytes, damaged, lost);
    }
}
