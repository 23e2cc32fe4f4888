package org.copyhold.work;

import org.copyhold.control.job.JobKind;

/** Runs jobs of one kind. Thread-safe. */
public interface Runner {
    JobKind kind();

    /**
     * Takes a job from wherever its row says it is as far as it goes now. What an earlier attempt
     * left is taken up; a job that has ended is left alone.
     */
    Next run(Attempt attempt);
}
