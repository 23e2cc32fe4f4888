package org.copyhold.control.job;

import java.time.Instant;

/** A job of any kind. */
public interface Job {
    /** An upper-case UUID. */
    String id();

    /** The account that asked for it. */
    String account();

    /** The Region that it was asked for in. */
    String region();

    Instant createdAt();

    /** From 1, one more with each change of state; guards against lost updates. */
    long version();
}
