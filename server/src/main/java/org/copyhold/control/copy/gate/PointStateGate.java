package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;

import java.util.Optional;

/** The recovery point is of a kind that can be copied, is whole, stays, and is not cold. */
public final class PointStateGate implements Gate {
    private final boolean copiesFromCold;

    /** A gate that keeps back what AWS does. */
    public PointStateGate() {
        this(false);
    }

    /**
     * A gate.
     *
     * @param copiesFromCold whether cold ones pass, which AWS keeps back
     */
    public PointStateGate(boolean copiesFromCold) {
        this.copiesFromCold = copiesFromCold;
    }

    @Override
    public String name() {
        return "Recovery point";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return Uncopyable.of(Uncopyable.Look.at(copy.source()))
                .filter(it -> it != Uncopyable.COLD || !copiesFromCold)
                .map(
                        it ->
                                new Refusal(
                                        INVALID_REQUEST,
                                        "Recovery point "
                                                + copy.source().arn()
                                                + " "
                                                + it.because(),
                                        it.hint()));
    }
}
