package org.copyhold.control.job;

/**
 * Why a job failed.
 *
 * @param message for the client's StatusMessage: what failed, which id, what to do
 */
public record Failure(MessageCategory category, String message) {
    public Failure {
        if (category == MessageCategory.SUCCESS || message.isBlank()) {
            throw new IllegalArgumentException("A failure has a reason: " + category);
        }
    }

    /** A failure without a category of its own. */
    public static Failure of(String message) {
        return new Failure(MessageCategory.MISCELLANEOUS, message);
    }
}
