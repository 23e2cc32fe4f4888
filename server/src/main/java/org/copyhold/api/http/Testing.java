package org.copyhold.api.http;

import java.time.Duration;

/** What the testing endpoints do; given only to servers that run with {@code testing: true}. */
public interface Testing {
    /**
     * Moves job, lifecycle and lock time forward, and returns when the duties that became due have
     * run.
     */
    void advanceClock(Duration by);

    /** Clears vaults, points, jobs and settings; accounts and resources stay. */
    void reset();
}
