package org.copyhold.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Trouble with a store. The message says what failed and names it; the hint says what an operator
 * can do.
 *
 * <p>Five kinds, and no others, so that callers can decide by a {@code switch}.
 */
public abstract sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String hint;

    private StoreException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** Whether the same attempt may succeed later without anyone's doing. */
    public abstract boolean retryable();

    /** What the operator can do, as a sentence. */
    public String hint() {
        return hint;
    }

    /** The message and the hint, as a job's status shows them. */
    public String explained() {
        return getMessage() + " " + hint;
    }

    /** A blob, frame or record that should be there is not. */
    public static final class Missing extends StoreException {
        private static final long serialVersionUID = 1;

        public Missing(String message, String hint) {
            this(message, hint, null);
        }

        public Missing(String message, String hint, @Nullable Throwable cause) {
            super(message, hint, cause);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** Bytes are not what they must be. */
    public static final class Corrupt extends StoreException {
        private static final long serialVersionUID = 1;

        public Corrupt(String message, String hint) {
            this(message, hint, null);
        }

        public Corrupt(String message, String hint, @Nullable Throwable cause) {
            super(message, hint, cause);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** A key does not open what it should, or is not to be had. */
    public static final class Locked extends StoreException {
        private static final long serialVersionUID = 1;

        public Locked(String message, String hint) {
            this(message, hint, null);
        }

        public Locked(String message, String hint, @Nullable Throwable cause) {
            super(message, hint, cause);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The store cannot be reached, written or extended now; nothing was done. */
    public static sealed class Unavailable extends StoreException permits Kept {
        private static final long serialVersionUID = 1;

        private final boolean retryable;

        /**
         * Trouble outside.
         *
         * @param retryable true for what passes by itself (a connection), false for what somebody
         *     must mend (a full disk)
         */
        public Unavailable(
                String message, String hint, boolean retryable, @Nullable Throwable cause) {
            super(message, hint, cause);
            this.retryable = retryable;
        }

        @Override
        public boolean retryable() {
            return retryable;
        }
    }

    /** The storage keeps a blob from being deleted, for some time yet. */
    public static final class Kept extends Unavailable {
        private static final long serialVersionUID = 1;

        private final Instant until;

        /** A refused deletion of what may go at {@code until}. */
        public Kept(String message, Instant until, @Nullable Throwable cause) {
            super(message, "It goes by itself behind that time.", true, cause);
            this.until = until;
        }

        /** When the blob may go. */
        public Instant until() {
            return until;
        }
    }

    /** A write may or may not have happened. After this, delete nothing that it may have made. */
    public static final class OutcomeUnknown extends StoreException {
        private static final long serialVersionUID = 1;

        public OutcomeUnknown(String message, String hint, @Nullable Throwable cause) {
            super(message, hint, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
