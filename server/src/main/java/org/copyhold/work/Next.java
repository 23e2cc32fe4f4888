package org.copyhold.work;

import org.copyhold.control.job.Patience;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is to be done with a job after an attempt. */
public sealed interface Next {
    /** The job has ended. */
    Next NOTHING = new Done();

    /** The job is to be looked at again, at once or after the next start. */
    Next AGAIN = new Again();

    /** The job is to be tried again later. */
    static Next after(Duration in) {
        return new Later(in, Patience.NONE);
    }

    /** There is nothing left to do. */
    record Done() implements Next {}

    /** It goes on at once. */
    record Again() implements Next {}

    /** It goes on after a pause, in which it is in nobody's way. */
    record Later(Duration in, Patience patience) implements Next {}

    /**
     * It was not let in, and waits for that.
     *
     * @param beginsBy when to look at it should it still wait
     */
    record Waits(Optional<Instant> beginsBy) implements Next {}
}
