package org.copyhold.control.copy;

import org.copyhold.control.copy.Preflight.Judged;
import org.copyhold.control.job.Excerpt;
import org.copyhold.control.point.Composition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What gates say of a composite recovery point: the request's and those about types of the whole,
 * and all of each part, as its job will be judged. A part that one leaves out is not asked about
 * again. Used by one thread.
 */
final class Nested {
    private final Gates gates;
    private final PlannedCopy whole;
    private final List<PlannedCopy> parts;
    private final Set<PlannedCopy> out = new HashSet<>();

    Nested(Gates gates, PlannedCopy whole, List<PlannedCopy> parts) {
        this.gates = gates;
        this.whole = whole;
        this.parts = parts;
    }

    /** The parts that all gates let through that were asked so far. */
    List<PlannedCopy> let() {
        return parts.stream().filter(part -> !out.contains(part)).toList();
    }

    /** What a gate says of the whole and its parts. */
    Judged judge(Gate gate) {
        var refusal =
                gates.ofRequest().contains(gate) || gate.isAboutType()
                        ? gate.judge(whole)
                        : Optional.<Refusal>empty();
        if (refusal.isPresent()) {
            return new Judged(gate.name(), true, refusal, Optional.empty());
        }
        var first = Optional.<Refusal>empty();
        var reasons = new ArrayList<String>();
        for (var part : let()) {
            var why = gate.judge(part);
            if (why.isPresent()) {
                first = first.or(() -> why);
                reasons.add(name(part) + ": " + why.get().message());
                out.add(part);
            }
        }
        return let().isEmpty()
                ? new Judged(gate.name(), true, first, Optional.empty())
                : new Judged(gate.name(), true, Optional.empty(), leftOut(reasons));
    }

    private Optional<String> leftOut(List<String> reasons) {
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%d of %d nested recovery points would not be copied. %s"
                                .formatted(reasons.size(), parts.size(), Excerpt.of(reasons)));
    }

    private static String name(PlannedCopy part) {
        return part.source().composition() instanceof Composition.Member member
                ? member.name()
                : part.source().arn().toString();
    }
}
