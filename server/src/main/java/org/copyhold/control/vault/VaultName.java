package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import java.util.regex.Pattern;

/** The name of a vault that a caller makes. */
public record VaultName(String text) {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9\\-_]{2,50}");

    public VaultName {
        if (!SHAPE.matcher(text).matches()) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid backup vault name "
                            + text
                            + ": a name must have 2 to 50 letters, digits, hyphens and underscores"
                            + " (^[a-zA-Z0-9\\-\\_]{2,50}$).");
        }
    }
}
