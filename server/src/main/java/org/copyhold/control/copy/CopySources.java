package org.copyhold.control.copy;

import org.copyhold.control.job.JobIds;
import org.copyhold.kit.ServiceClock;

/** Makes jobs of orders that are let through. Thread-safe. */
public final class CopySources {
    private final CopyRules rules;
    private final ServiceClock clock;
    private final int mostWaiting;

    /** Lets as many copies wait as come. */
    public CopySources(CopyRules rules, ServiceClock clock) {
        this(rules, clock, 0);
    }

    /**
     * Makes jobs until too many wait.
     *
     * @param mostWaiting how many copies of an account may wait in a Region; 0 for as many as come
     */
    public CopySources(CopyRules rules, ServiceClock clock, int mostWaiting) {
        this.rules = rules;
        this.clock = clock;
        this.mostWaiting = mostWaiting;
    }

    /** How many copies of an account may wait in a Region; 0 for as many as come. */
    int mostWaiting() {
        return mostWaiting;
    }

    /** A new job for the order. */
    CopyJob job(CopyOrder order) {
        var plan = rules.admit(order);
        return new CopyJob(
                JobIds.newJob(),
                plan.account(),
                plan.region(),
                clock.instant(),
                CopyJob.Source.of(plan.source()),
                order.destination(),
                JobIds.newPoint(),
                order.role().toString(),
                order.lifecycle(),
                new CopyState.Created(),
                1);
    }
}
