package org.copyhold.control.copy.gate;

import static org.copyhold.control.resource.Feature.CROSS_ACCOUNT;
import static org.copyhold.control.resource.Feature.CROSS_ACCOUNT_BUT_OPT_IN;
import static org.copyhold.control.resource.Feature.CROSS_REGION;
import static org.copyhold.control.resource.Feature.CROSS_REGION_BUT_OPT_IN;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.copy.Gate;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.copy.Refusal;
import org.copyhold.control.resource.Feature;
import org.copyhold.control.resource.OptInRegions;
import org.copyhold.control.resource.ResourceType;

import java.util.Optional;

/** Recovery points of the resource's type can be copied to that Region and that account. */
public final class CopyFeatureGate implements Gate {
    @Override
    public String name() {
        return "Resource type, to this Region and account";
    }

    @Override
    public boolean isAboutType() {
        return true;
    }

    @Override
    public Optional<Refusal> judge(PlannedCopy copy) {
        return copy.source().type().filter(type -> goes(type, copy)).isPresent()
                ? Optional.empty()
                : Optional.of(unsupported(copy));
    }

    static Refusal unsupported(PlannedCopy copy) {
        return new Refusal(
                INVALID_REQUEST,
                "Copy job from %s to %s cannot be initiated for %s resources. Feature is not supported for provided resource type."
                        .formatted(
                                copy.region(),
                                copy.destination().region(),
                                copy.source().origin().resourceType()),
                "See 'copyhold resource types' for what can be copied where.");
    }

    private static boolean goes(ResourceType type, PlannedCopy copy) {
        return (!copy.crossesRegions() || goes(type, copy, CROSS_REGION, CROSS_REGION_BUT_OPT_IN))
                && (!copy.crossesAccounts()
                        || goes(type, copy, CROSS_ACCOUNT, CROSS_ACCOUNT_BUT_OPT_IN));
    }

    private static boolean goes(
            ResourceType type, PlannedCopy copy, Feature everywhere, Feature butOptIn) {
        return type.has(everywhere)
                || (type.has(butOptIn)
                        && !OptInRegions.contains(copy.region())
                        && !OptInRegions.contains(copy.destination().region()));
    }
}
