package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.StorageClass;

import java.util.Optional;

/** The recovery point is whole, stays, and is not in cold storage. */
public final class PointStateGate implements Gate {
    @Override
    public String name() {
        return "Recovery point";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var point = copy.source();
        if (point.status() != PointStatus.COMPLETED) {
            return refusal(
                    "Recovery point %s is %s and cannot be copied."
                            .formatted(point.arn(), point.status()));
        }
        return point.storageClass() == StorageClass.COLD
                ? refusal(
                        "Recovery point %s is in cold storage and cannot be copied."
                                .formatted(point.arn()))
                : Optional.empty();
    }

    private static Optional<Refusal> refusal(String message) {
        return Optional.of(
                new Refusal(
                        INVALID_REQUEST, message, "Copy another recovery point of this resource."));
    }
}
