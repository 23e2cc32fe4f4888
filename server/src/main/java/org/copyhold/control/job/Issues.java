package org.copyhold.control.job;

/**
 * What a completed job has to tell: items left out, or not as they were.
 *
 * @param category SUCCESS when every item was carried over as it was
 * @param message for the client's StatusMessage; empty in case of SUCCESS
 */
public record Issues(MessageCategory category, String message) {
    /** Every item was carried over as it was. */
    public static final Issues NONE = new Issues(MessageCategory.SUCCESS, "");
}
