package org.copyhold.cli;

import java.util.Objects;

/** What a command cannot do, in words for who typed it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Refusal(String message) {
        super(message);
    }

    /** The text; never absent. */
    public String message() {
        return Objects.requireNonNull(getMessage());
    }
}
