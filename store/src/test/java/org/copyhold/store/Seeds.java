package org.copyhold.store;

import java.util.Random;

/**
 * Random numbers that can be had again: {@code -Dseed=} takes the seed that a failed run printed.
 */
public final class Seeds {
    private Seeds() {}

    /** Random numbers for one run of a test. */
    public static Random random(String test) {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println(test + ": -Dseed=" + seed);
        return new Random(seed);
    }
}
