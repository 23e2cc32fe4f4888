package org.copyhold.control.copy;

/**
 * By what copies are judged: by StartCopyJob, by the running job, and by whoever asks beforehand.
 */
public record CopyRules(CopyPlans plans, Gates gates) {
    /**
     * The copy that an order asks for, let through.
     *
     * @throws org.copyhold.kit.BackupException when StartCopyJob has to refuse it
     */
    PlannedCopy admit(CopyOrder order) {
        var plan = plans.of(order);
        gates.admit(plan);
        return plan;
    }
}
