package org.copyhold.control.job;

/** Where accepted jobs wait for their turn. Thread-safe. */
public interface JobQueue {
    /**
     * Queues a job; joins the transaction that makes its row, so that both exist or neither does.
     */
    void add(JobKind kind, Job job);

    /** Says that the transaction which queued a job was undone. */
    void undone(Job job);

    /** Says that something was queued and committed, so that it starts at once. */
    void wake();

    /**
     * Says that a job's row was changed, such as by a user who stops it: interrupts it when it
     * runs, and looks at it at once when it waits.
     */
    void nudge(JobKind kind, Job job);
}
