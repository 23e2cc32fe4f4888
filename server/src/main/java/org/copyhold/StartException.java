package org.copyhold;

import java.util.Objects;

/** The server cannot start: the message says what is in the way and what to do. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }

    /** The text for the operator; never absent. */
    public String message() {
        return Objects.requireNonNull(getMessage());
    }
}
