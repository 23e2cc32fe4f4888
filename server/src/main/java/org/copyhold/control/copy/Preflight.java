package org.copyhold.control.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells what a copy would meet, without making one: every gate that StartCopyJob and the job pass,
 * in their order, and how much would be moved. Changes nothing; thread-safe.
 */
public final class Preflight {
    private final CopyRules rules;
    private final Estimates estimates;

    public Preflight(CopyRules rules, Estimates estimates) {
        this.rules = rules;
        this.estimates = estimates;
    }

    /**
     * What a copy would meet.
     *
     * @param gates what each gate says, in order
     * @param estimate how much would be moved; empty when a gate keeps the copy back
     */
    public record Outlook(List<Judged> gates, Optional<Estimates.Estimate> estimate) {
        /** Whether no gate would keep the copy back. */
        public boolean isAllowed() {
            return Preflight.isAllowed(gates);
        }
    }

    /**
     * What one gate says.
     *
     * @param isJudged false when it lets the copy through only because there is no destination
     *     vault that it could look at
     * @param refusal why it keeps the copy back; empty otherwise
     * @param leftOut which parts of a composite recovery point it keeps back, while it lets others
     *     through; empty otherwise
     */
    public record Judged(
            String gate, boolean isJudged, Optional<Refusal> refusal, Optional<String> leftOut) {
        static Judged of(Gate gate, Optional<Refusal> refusal) {
            return new Judged(gate.name(), true, refusal, Optional.empty());
        }

        Judged unjudged() {
            return new Judged(gate, false, refusal, leftOut);
        }
    }

    /**
     * Judges an order as it is now.
     *
     * @throws org.copyhold.kit.BackupException when the source vault is not there, or the recovery
     *     point is not in it
     */
    public Outlook of(CopyOrder order) {
        var plan = rules.plans().of(order);
        if (!plan.source().isComposite()) {
            var gates = judged(plan, gate -> Judged.of(gate, gate.judge(plan)));
            return new Outlook(gates, isAllowed(gates) ? estimates.of(plan) : Optional.empty());
        }
        var nested = new Nested(rules.gates(), plan, rules.plans().ofMembers(order, plan));
        var gates = judged(plan, nested::judge);
        return new Outlook(gates, isAllowed(gates) ? estimate(nested.let()) : Optional.empty());
    }

    private static boolean isAllowed(List<Judged> gates) {
        return gates.stream().noneMatch(gate -> gate.refusal().isPresent());
    }

    /** What parts together would move. */
    private Optional<Estimates.Estimate> estimate(List<PlannedCopy> parts) {
        var moved = 0L;
        var there = 0L;
        for (var part : parts) {
            var estimate = estimates.of(part);
            if (estimate.isEmpty()) {
                return Optional.empty();
            }
            moved += estimate.get().bytesToMove();
            there += estimate.get().bytesThere();
        }
        return Optional.of(new Estimates.Estimate(moved, there));
    }

    private List<Judged> judged(PlannedCopy plan, Function<Gate, Judged> judge) {
        var judged = new ArrayList<Judged>();
        var isDestinationRefused = false;
        for (var gate : rules.gates().all()) {
            var says = judge.apply(gate);
            var isRefused = says.refusal().isPresent();
            judged.add(isRefused || !isDestinationRefused ? says : says.unjudged());
            isDestinationRefused |=
                    isRefused
                            && plan.destinationVault() == null
                            && rules.gates().ofJob().contains(gate);
        }
        return List.copyOf(judged);
    }
}
