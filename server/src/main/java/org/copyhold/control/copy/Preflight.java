package org.copyhold.control.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            return gates.stream().noneMatch(gate -> gate.refusal().isPresent());
        }
    }

    /**
     * What one gate says.
     *
     * @param isJudged false when it lets the copy through only because there is no destination
     *     vault that it could look at
     * @param refusal why it keeps the copy back; empty otherwise
     */
    public record Judged(String gate, boolean isJudged, Optional<Refusal> refusal) {}

    /**
     * Judges an order as it is now.
     *
     * @throws org.copyhold.kit.BackupException when the source vault is not there, or the recovery
     *     point is not in it
     */
    public Outlook of(CopyOrder order) {
        var plan = rules.plans().of(order);
        var gates = judged(plan);
        var isAllowed = gates.stream().noneMatch(gate -> gate.refusal().isPresent());
        return new Outlook(gates, isAllowed ? estimate(order, plan) : Optional.empty());
    }

    /** Of a composite recovery point, what its parts together would move that are not left out. */
    private Optional<Estimates.Estimate> estimate(CopyOrder order, PlannedCopy plan) {
        if (!plan.source().isComposite()) {
            return estimates.of(plan);
        }
        var moved = 0L;
        var there = 0L;
        for (var part : rules.plans().ofMembers(order, plan)) {
            if (rules.gates().refuseType(part).isEmpty()) {
                var estimate = estimates.of(part);
                if (estimate.isEmpty()) {
                    return Optional.empty();
                }
                moved += estimate.get().bytesToMove();
                there += estimate.get().bytesThere();
            }
        }
        return Optional.of(new Estimates.Estimate(moved, there));
    }

    private List<Judged> judged(PlannedCopy plan) {
        var judged = new ArrayList<Judged>();
        var isDestinationRefused = false;
        for (var judgement : rules.gates().all(plan)) {
            var refusal = judgement.refusal();
            var isJudged = refusal.isPresent() || !isDestinationRefused;
            judged.add(new Judged(judgement.gate().name(), isJudged, refusal));
            isDestinationRefused |=
                    refusal.isPresent()
                            && plan.destinationVault() == null
                            && rules.gates().ofJob().contains(judgement.gate());
        }
        return List.copyOf(judged);
    }
}
