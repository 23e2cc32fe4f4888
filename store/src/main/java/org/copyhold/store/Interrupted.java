package org.copyhold.store;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted: what it was doing can be begun again later. No failure of the store.
 * The thread's interrupt flag is set when this is thrown.
 */
public final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Sets the thread's interrupt flag again. */
    public Interrupted() {
        this(null);
    }

    private Interrupted(@Nullable Throwable cause) {
        super("Interrupted", cause, false, false);
        Thread.currentThread().interrupt();
    }

    /** Throws when the current thread was interrupted. */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
    }

    /**
     * What to throw instead of {@code trouble}: an interrupted thread finds databases and files
     * closed to it.
     */
    public static RuntimeException ifSo(RuntimeException trouble) {
        return Thread.currentThread().isInterrupted() ? new Interrupted(trouble) : trouble;
    }
}
