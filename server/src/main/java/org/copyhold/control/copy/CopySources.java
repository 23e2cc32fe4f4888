package org.copyhold.control.copy;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.job.Excerpt;
import org.copyhold.control.job.Family;
import org.copyhold.control.job.JobIds;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.point.Composition;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.kit.ServiceClock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** Makes jobs of orders that are let through. Thread-safe. */
public final class CopySources {
    private final CopyRules rules;
    private final ServiceClock clock;
    private final int mostWaiting;
    private final boolean readsBack;

    /** Lets as many copies wait as come. */
    public CopySources(CopyRules rules, ServiceClock clock) {
        this(rules, clock, 0, false);
    }

    /**
     * Makes jobs until too many wait.
     *
     * @param mostWaiting how many copies of an account may wait in a Region; 0 for as many as come
     * @param readsBack whether what any copy writes is read again before it counts
     */
    public CopySources(CopyRules rules, ServiceClock clock, int mostWaiting, boolean readsBack) {
        this.rules = rules;
        this.clock = clock;
        this.mostWaiting = mostWaiting;
        this.readsBack = readsBack;
    }

    /** How many copies of an account may wait in a Region; 0 for as many as come. */
    int mostWaiting() {
        return mostWaiting;
    }

    /** Where what is copied is kept. */
    RecoveryPoints points() {
        return rules.plans().points();
    }

    /** A new job for the order, with children where it is about a composite recovery point. */
    Family<CopyJob> family(CopyOrder order) {
        var plan = rules.admit(order);
        var now = clock.instant();
        return plan.source().isComposite()
                ? parent(order, plan, now)
                : Family.of(job(order, plan, now, new Kinship.Alone()));
    }

    /** A child for each part whose type can be copied; what is left out is told of. */
    private Family<CopyJob> parent(CopyOrder order, PlannedCopy whole, Instant now) {
        refuse(rules.gates().refuseType(whole));
        var gaps = new ArrayList<String>();
        var wanted = new ArrayList<PlannedCopy>();
        var refusals = new ArrayList<Refusal>();
        for (var part : rules.plans().ofMembers(order, whole)) {
            var refusal = rules.gates().refuseType(part).orElse(null);
            if (refusal == null) {
                wanted.add(part);
            } else {
                gaps.add(name(part) + " was left out: " + refusal.message());
                refusals.add(refusal);
            }
        }
        if (wanted.isEmpty()) {
            refuse(refusals.stream().findFirst());
            throw INVALID_REQUEST.with(
                    "Recovery point %s has no nested recovery points that could be copied."
                            .formatted(whole.source().arn()));
        }
        if (whole.source().status() == PointStatus.PARTIAL) {
            gaps.add("The recovery point that was copied is PARTIAL itself.");
        }
        var kinship = new Kinship.Parent(wanted.size(), Excerpt.of(gaps));
        var head = job(order, whole, now, kinship);
        return new Family<>(
                head, wanted.stream().map(part -> child(order, part, now, head)).toList(), gaps);
    }

    private CopyJob child(CopyOrder order, PlannedCopy part, Instant now, CopyJob parent) {
        var place = new Composition.Member(parent.copy(), parent.source().resource(), name(part));
        return job(order, part, now, new Kinship.Child(parent.id(), place));
    }

    private static String name(PlannedCopy part) {
        return part.source().composition() instanceof Composition.Member member
                ? member.name()
                : part.source().arn().toString();
    }

    private static void refuse(Optional<Refusal> refusal) {
        refusal.ifPresent(
                it -> {
                    throw it.code().with(it.message());
                });
    }

    private CopyJob job(CopyOrder order, PlannedCopy plan, Instant now, Kinship kinship) {
        return new CopyJob(
                JobIds.newJob(),
                plan.account(),
                plan.region(),
                now,
                CopyJob.Source.of(plan.source()),
                order.destination(),
                JobIds.newPoint(),
                order.role().toString(),
                order.lifecycle(),
                order.options().orReadBack(readsBack),
                kinship,
                new CopyState.Created(),
                1);
    }
}
