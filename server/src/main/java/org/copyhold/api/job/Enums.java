package org.copyhold.api.job;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.jspecify.annotations.Nullable;

/** Values that AWS Backup knows by name. */
final class Enums {
    private static final String UNKNOWN = "UNKNOWN_TO_SDK_VERSION";

    private Enums() {}

    /**
     * Refuses a value that AWS Backup does not know.
     *
     * @param parsed what the SDK made of {@code text}
     */
    static void check(String member, @Nullable Enum<?> parsed, @Nullable String text) {
        if (parsed != null && parsed.name().equals(UNKNOWN)) {
            throw INVALID_PARAMETER_VALUE.with("Invalid " + member + " " + text + ".");
        }
    }
}
