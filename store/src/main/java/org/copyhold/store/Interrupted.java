package org.copyhold.store;

/**
 * The thread was interrupted: what it was doing can be begun again later. No failure of the store.
 * The interrupt flag is set.
 */
public final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Sets the thread's interrupt flag again. */
    public Interrupted() {
        super("Interrupted", null, false, false);
        Thread.currentThread().interrupt();
    }

    /** Throws when the current thread was interrupted. */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
    }
}
