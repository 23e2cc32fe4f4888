package org.copyhold.control.copy.gate;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.kit.Regions;

import java.util.Optional;
import java.util.TreeSet;

/** The Region of the destination is one of this server's. */
public final class RegionGate implements Gate {
    private final Regions regions;

    public RegionGate(Regions regions) {
        this.regions = regions;
    }

    @Override
    public String name() {
        return "Destination Region";
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        var arn = copy.destination();
        if (!arn.partition().equals(copy.source().arn().partition())) {
            return Optional.of(
                    new Refusal(
                            INVALID_PARAMETER_VALUE,
                            "Copy job failed because backup vault "
                                    + arn
                                    + " is of another partition than its source.",
                            "Copy to a vault of partition "
                                    + copy.source().arn().partition()
                                    + "."));
        }
        return regions.has(arn.region())
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                INVALID_PARAMETER_VALUE,
                                "Copy job failed because Region %s of backup vault %s is not configured on this server, which has %s."
                                        .formatted(
                                                arn.region(), arn, new TreeSet<>(regions.names())),
                                "Add the Region to the configuration's regions, or copy to one of"
                                        + " those."));
    }
}
