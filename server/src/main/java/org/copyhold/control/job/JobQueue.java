package org.copyhold.control.job;

/** Where accepted jobs wait for a worker. Thread-safe. */
public interface JobQueue {
    /**
     * Queues a job; joins the transaction that makes its row, so that both exist or neither does.
     */
    void add(JobKind kind, String job);

    /** Says that something was queued and committed, so that it starts at once. */
    void wake();

    /** Interrupts a running job whose row says now that it is to be stopped. */
    void nudge(String job);
}
