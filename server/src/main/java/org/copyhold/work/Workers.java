package org.copyhold.work;

import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.JobQueue;

import java.time.Duration;
import java.time.Instant;

/** Runs queued jobs and recurring duties, as many at once as it has threads. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class Workers implements JobQueue {
    /**
     * Takes back what a dead process of this data folder had begun, then takes jobs as they come.
     */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /** Interrupts what runs; all of it goes on at the next start. Returns within {@code atMost}. */
    public void stop(Duration atMost) {
        throw new UnsupportedOperationException();
    }

    /** Runs what became due behind {@code since} by the service's clock, and waits for it. */
    public void runDue(Instant since) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(JobKind kind, String job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void wake() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void nudge(String job) {
        throw new UnsupportedOperationException();
    }
}
