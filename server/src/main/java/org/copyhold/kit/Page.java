package org.copyhold.kit;

import org.jspecify.annotations.Nullable;

/**
 * The part of a list that a caller asks for.
 *
 * @param size how many rows at most, 1 to {@value #MAX_SIZE}
 * @param after the last row already shown; absent for the first page
 */
public record Page(int size, @Nullable Position after) {
    /** The most rows one answer carries, and the number a caller gets who names none. */
    public static final int MAX_SIZE = 1000;

    public Page {
        if (size < 1 || size > MAX_SIZE) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.with(
                    "MaxResults must be between 1 and " + MAX_SIZE + ", but is " + size + ".");
        }
    }
}
