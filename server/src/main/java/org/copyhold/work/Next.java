package org.copyhold.work;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What is to be done with a job after an attempt.
 *
 * @param in when to try again; null for never
 */
public record Next(@Nullable Duration in) {
    /** The job has ended. */
    public static final Next NOTHING = new Next(null);

    /** The job is to be looked at again, at once or after the next start. */
    public static final Next AGAIN = new Next(Duration.ZERO);

    /** The job is to be tried again later. */
    public static Next after(Duration in) {
        return new Next(in);
    }
}
