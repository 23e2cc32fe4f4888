package org.copyhold;

import java.util.Objects;

/** The configuration cannot be followed: the message names the file, the key and what to write. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }

    /** The text for the operator; never absent. */
    public String message() {
        return Objects.requireNonNull(getMessage());
    }
}
