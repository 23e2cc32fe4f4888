package org.copyhold.control.copy;

import org.copyhold.control.job.Failure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All gates that a copy passes, in order. Those of the request are asked by StartCopyJob, which
 * refuses, and once more with all the others when the job runs, which then fails. Thread-safe.
 *
 * @param ofRequest what the source and the request must be like
 * @param ofJob what the destination must be like; it is looked at only when the job runs
 */
public record Gates(List<Gate> ofRequest, List<Gate> ofJob) {
    private static final String FAILED = "Copy job failed. ";

    public Gates {
        ofRequest = List.copyOf(ofRequest);
        ofJob = List.copyOf(ofJob);
    }

    /**
     * Lets a request through.
     *
     * @throws org.copyhold.kit.BackupException what the first gate says that refuses
     */
    public void admit(PlannedCopy copy) {
        first(ofRequest, copy)
                .ifPresent(
                        refusal -> {
                            throw refusal.code().with(refusal.message());
                        });
    }

    /** Why recovery points of this type cannot be copied there at all; empty when they can. */
    public Optional<Refusal> refuseType(PlannedCopy copy) {
        return first(all().stream().filter(Gate::isAboutType).toList(), copy);
    }

    /** Why a job that runs now must fail; empty when it may go on. */
    public Optional<Failure> judge(PlannedCopy copy) {
        return first(ofRequest, copy)
                .map(it -> new Failure(it.category(), FAILED + it.message()))
                .or(() -> first(ofJob, copy).map(it -> new Failure(it.category(), it.message())));
    }

    /** All of them, in order. */
    public List<Gate> all() {
        return Stream.concat(ofRequest.stream(), ofJob.stream()).toList();
    }

    private static Optional<Refusal> first(List<Gate> gates, PlannedCopy copy) {
        return gates.stream().flatMap(gate -> gate.judge(copy).stream()).findFirst();
    }
}
