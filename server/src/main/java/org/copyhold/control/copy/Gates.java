package org.copyhold.control.copy;

import org.copyhold.control.job.Failure;

import java.util.ArrayList;
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
        return first(
                Stream.concat(ofRequest.stream(), ofJob.stream())
                        .filter(Gate::isAboutType)
                        .toList(),
                copy);
    }

    /** Why a job that runs now must fail; empty when it may go on. */
    public Optional<Failure> judge(PlannedCopy copy) {
        return first(ofRequest, copy)
                .map(it -> new Failure(it.category(), FAILED + it.message()))
                .or(() -> first(ofJob, copy).map(it -> new Failure(it.category(), it.message())));
    }

    /** What each gate says, in order, whatever those before it say. */
    public List<Judgement> all(PlannedCopy copy) {
        var all = new ArrayList<Judgement>();
        Stream.concat(ofRequest.stream(), ofJob.stream())
                .forEach(gate -> all.add(new Judgement(gate, gate.judge(copy))));
        return all;
    }

    /**
     * What one gate says.
     *
     * @param refusal empty when it lets the copy through
     */
    public record Judgement(Gate gate, Optional<Refusal> refusal) {}

    private static Optional<Refusal> first(List<Gate> gates, PlannedCopy copy) {
        return gates.stream().flatMap(gate -> gate.judge(copy).stream()).findFirst();
    }
}
