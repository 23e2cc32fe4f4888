package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.kit.ServiceClock;

import java.time.Instant;
import java.util.Optional;

/** The copy is not due for deletion already. */
public final class LifecycleGate implements Gate {
    private final ServiceClock clock;

    public LifecycleGate(ServiceClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Lifecycle";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var created = copy.source().dates().created();
        return copy.lifecycle()
                .deleteAt(created)
                .filter(end -> !end.isAfter(clock.instant()))
                .map(end -> past(copy, created, end));
    }

    private static Refusal past(PlannedCopy copy, Instant created, Instant end) {
        return new Refusal(
                INVALID_PARAMETER_VALUE,
                "Invalid lifecycle. DeleteAfterDays %d counts from the creation of the source recovery point, %s, and so ended at %s already."
                        .formatted(copy.lifecycle().deleteAfterDays().orElseThrow(), created, end),
                "Give a greater DeleteAfterDays.");
    }
}
