package org.copyhold.connect;

import org.jspecify.annotations.Nullable;

/**
 * Trouble with a resource: the message names the thing and what to do, and becomes the job's
 * StatusMessage.
 */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean retryable;

    public ConnectorException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether the same attempt may succeed later without anyone's doing. */
    public boolean retryable() {
        return retryable;
    }
}
