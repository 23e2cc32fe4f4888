package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.point.PointStatus;

import java.util.Optional;

/** The recovery point is whole and stays. */
public final class PointStateGate implements Gate {
    @Override
    public String name() {
        return "Recovery point";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var point = copy.source();
        return point.status() == PointStatus.COMPLETED
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                INVALID_REQUEST,
                                "Recovery point %s is %s and cannot be copied."
                                        .formatted(point.arn(), point.status()),
                                "Copy another recovery point of this resource."));
    }
}
