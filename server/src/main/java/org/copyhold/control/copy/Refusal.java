package org.copyhold.control.copy;

import org.copyhold.control.job.MessageCategory;
import org.copyhold.kit.ErrorCode;

/**
 * Why a gate keeps a copy back.
 *
 * @param code the name under which StartCopyJob refuses; a job that fails has its category
 * @param message AWS Backup's own words where they are known; clients match on them
 * @param hint what to do so that the copy is let through, for people; clients do not get it
 */
public record Refusal(ErrorCode code, String message, String hint) {
    public Refusal {
        if (message.isBlank() || hint.isBlank()) {
            throw new IllegalArgumentException("A refusal says why, and what to do: " + message);
        }
    }

    /** The category of a job that fails for this. */
    public MessageCategory category() {
        return switch (code) {
            case ACCESS_DENIED -> MessageCategory.ACCESS_DENIED;
            case INVALID_PARAMETER_VALUE, INVALID_REQUEST, RESOURCE_NOT_FOUND ->
                    MessageCategory.INVALID_PARAMETERS;
            default -> MessageCategory.MISCELLANEOUS;
        };
    }
}
