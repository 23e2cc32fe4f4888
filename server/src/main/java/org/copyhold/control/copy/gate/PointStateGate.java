package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;

import java.util.Optional;

/** The recovery point is of a kind that can be copied, is whole, stays, and is not cold. */
public final class PointStateGate implements Gate {
    @Override
    public String name() {
        return "Recovery point";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return Uncopyable.of(Uncopyable.Look.at(copy.source()))
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
