package org.copyhold.control.job;

import org.jdbi.v3.core.Handle;

/** Where accepted jobs wait for a worker. Thread-safe. */
public interface JobQueue {
    /** Queues a job in the transaction that makes its row: both exist, or neither does. */
    void add(Handle transaction, JobKind kind, String job);

    /** Says that something was queued and committed, so that it starts at once. */
    void wake();

    /**
     * Makes a worker look at the job's row now rather than at its next step; for a job that is to
     * be stopped.
     */
    void nudge(String job);
}
