package org.copyhold.control.job;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A queue that nobody works on. */
public final class WaitingQueue implements JobQueue {
    public final Queue<String> jobs = new ConcurrentLinkedQueue<>();
    public final Queue<String> nudged = new ConcurrentLinkedQueue<>();

    @Override
    public void add(JobKind kind, String job) {
        jobs.add(job);
    }

    @Override
    public void wake() {}

    @Override
    public void nudge(String job) {
        nudged.add(job);
    }
}
