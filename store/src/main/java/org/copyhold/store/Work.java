package org.copyhold.store;

/**
 * A job's right to change a store. Each {@link SealedStore#begin} of the same job has a greater
 * fence; an older one is refused from then on, so that a worker that was given up cannot finish
 * what its successor does.
 *
 * @param job the job's id, the same after a restart
 * @param fence at least 1
 */
public record Work(String job, long fence) {
    public Work {
        if (job.isEmpty() || fence < 1) {
            throw new IllegalArgumentException(
                    "A work needs a job and a fence, not '" + job + "' and " + fence);
        }
    }
}
