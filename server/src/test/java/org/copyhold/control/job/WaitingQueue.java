package org.copyhold.control.job;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A queue that nobody works on. */
public final class WaitingQueue implements JobQueue {
    public final Queue<String> jobs = new ConcurrentLinkedQueue<>();
    public final Queue<String> nudged = new ConcurrentLinkedQueue<>();

    @Override
    public void add(JobKind kind, Job job) {
        jobs.add(job.id());
    }

    @Override
    public void undone(Job job) {}

    @Override
    public void wake() {}

    @Override
    public void nudge(JobKind kind, Job job) {
        nudged.add(job.id());
    }
}
