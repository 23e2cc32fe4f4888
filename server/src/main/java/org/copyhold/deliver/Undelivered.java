package org.copyhold.deliver;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** A receiver did not take an event now; it is tried again. */
public final class Undelivered extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration notBefore;

    /** Says what failed and what to do, without secrets. */
    public Undelivered(String message) {
        this(message, null);
    }

    /**
     * @param notBefore how long the receiver asked to be left alone; null when it did not say
     */
    public Undelivered(String message, @Nullable Duration notBefore) {
        super(message);
        this.notBefore = notBefore;
    }

    /** How long to wait at least. */
    Duration notBefore() {
        return notBefore == null ? Duration.ZERO : notBefore;
    }
}
